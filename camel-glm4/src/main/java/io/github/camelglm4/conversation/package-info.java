/** Conversations: adds earlier turns to a request, and runs one turn at a time. Independent of Camel. */
package io.github.camelglm4.conversation;
