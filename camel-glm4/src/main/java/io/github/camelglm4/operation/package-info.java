/**
 * What the schemes with one request and one response have in common: an exchange becomes as many requests as it takes,
 * of which some run at a time, and their answers become one message.
 *
 * <p>A further scheme has its options, a component and an endpoint with their annotations, the
 * {@link io.github.camelglm4.operation.Operation} that the endpoint creates from the options, and its
 * {@link io.github.camelglm4.operation.ExchangeRequests}.
 */
package io.github.camelglm4.operation;
