/** The exchange of a served request, and the reply that is created from the message of the route. */
package io.github.camelglm4.binding.served;
