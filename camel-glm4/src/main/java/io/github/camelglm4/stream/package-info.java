/**
 * A streamed answer, from the event loop that receives it to its one reader, which may be slow. Does not know Camel.
 */
package io.github.camelglm4.stream;
