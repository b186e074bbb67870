/** Base classes of candidates that run in routes. */
package io.github.camelglm4.benchmark.camel;
