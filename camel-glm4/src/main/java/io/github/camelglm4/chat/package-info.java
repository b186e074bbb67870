/** What an answer of the chat-completions operation must be: whole, or an error. */
package io.github.camelglm4.chat;
