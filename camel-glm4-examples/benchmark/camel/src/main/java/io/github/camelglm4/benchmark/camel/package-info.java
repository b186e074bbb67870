/** What all candidates that are routes share. */
package io.github.camelglm4.benchmark.camel;
