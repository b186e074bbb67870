/**
 * A gateway for a company: one URL for several models, and callers with limits. The main class is
 * {@link io.github.camelglm4.examples.gateway.Gateway}.
 */
package io.github.camelglm4.examples.gateway;
