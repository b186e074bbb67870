/** The records of the chat-completions API, and the check that an answer is complete. No I/O. */
package io.github.camelglm4.chat;
