/** This component as a gateway, in a separate process. */
package io.github.camelglm4.benchmark.gateway;
