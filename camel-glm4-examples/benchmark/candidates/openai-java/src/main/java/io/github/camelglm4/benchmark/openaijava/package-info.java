/** The official client of OpenAI in a Camel route. */
package io.github.camelglm4.benchmark.openaijava;
