/** A gateway: one address for several models. {@link io.github.camelglm4.examples.gateway.Gateway} is the way in. */
package io.github.camelglm4.examples.gateway;
