/** An order desk: routes as tools. The main class is {@link io.github.camelglm4.examples.orderdesk.OrderDesk}. */
package io.github.camelglm4.examples.orderdesk;
