/** A gateway: one URL for several models. The main class is {@link io.github.camelglm4.examples.gateway.Gateway}. */
package io.github.camelglm4.examples.gateway;
