/** Assembles the chunks of a streamed answer into the complete answer. Pure: no sockets, no threads, no routes. */
package io.github.camelglm4.assembly;
