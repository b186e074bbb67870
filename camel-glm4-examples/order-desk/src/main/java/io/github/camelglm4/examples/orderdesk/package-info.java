/** An order desk: routes as tools. {@link io.github.camelglm4.examples.orderdesk.OrderDesk} is the way in. */
package io.github.camelglm4.examples.orderdesk;
