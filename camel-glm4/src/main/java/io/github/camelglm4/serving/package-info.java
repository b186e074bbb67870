/**
 * The chat-completions interface as a server: paths, keys, checks of requests, and answers as JSON or events. Knows
 * Vert.x and the wire records, not Camel.
 */
package io.github.camelglm4.serving;
