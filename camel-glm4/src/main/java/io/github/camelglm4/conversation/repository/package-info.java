/** Stores histories of conversations in Camel's aggregation repositories. */
package io.github.camelglm4.conversation.repository;
