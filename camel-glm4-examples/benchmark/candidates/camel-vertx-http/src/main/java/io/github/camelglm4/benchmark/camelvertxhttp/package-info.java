/** The HTTP component on Vert.x and a JSON data format, put together in routes. */
package io.github.camelglm4.benchmark.camelvertxhttp;
