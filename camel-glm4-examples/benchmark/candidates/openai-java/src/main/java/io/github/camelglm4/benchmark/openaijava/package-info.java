/** The official OpenAI client in a Camel route. */
package io.github.camelglm4.benchmark.openaijava;
