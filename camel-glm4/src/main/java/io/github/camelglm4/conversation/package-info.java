/** Conversations: the history of earlier turns goes along with a request, one turn at a time. Does not know Camel. */
package io.github.camelglm4.conversation;
