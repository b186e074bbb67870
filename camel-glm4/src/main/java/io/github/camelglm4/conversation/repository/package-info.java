/** Conversations in Camel's aggregation repositories, and so in the engines that Camel knows. */
package io.github.camelglm4.conversation.repository;
