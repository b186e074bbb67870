/** Camel's HTTP component on Vert.x and JSON data format in routes. */
package io.github.camelglm4.benchmark.camelvertxhttp;
