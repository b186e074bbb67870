/**
 * The chat-completions API as a server: paths, keys, validation of requests, and answers as JSON or events. Depends on
 * Vert.x and the API records, not on Camel.
 */
package io.github.camelglm4.serving;
