/** The records of the chat-completions interface, and what an answer must be: whole, or an error. No I/O. */
package io.github.camelglm4.chat;
