/** Conversations: what was said before goes along, one turn at a time, kept in a store. Knows no Camel. */
package io.github.camelglm4.conversation;
