/** The exchange of a served request, and the reply to it made of the route's message. */
package io.github.camelglm4.binding.served;
