/** An HTTP component and a JSON data format, put together in routes. */
package io.github.camelglm4.benchmark.camelhttp;
