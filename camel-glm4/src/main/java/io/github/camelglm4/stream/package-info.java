/**
 * What becomes of the events of a streamed answer: chunks, and in the end the whole answer. Pure: no sockets, no threads,
 * no routes.
 */
package io.github.camelglm4.stream;
