/** From the chunks of a streamed answer to the whole one. Pure: no sockets, no threads, no routes. */
package io.github.camelglm4.assembly;
