/** Camel's HTTP component and JSON data format in routes. */
package io.github.camelglm4.benchmark.camelhttp;
