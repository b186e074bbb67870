/**
 * A streamed answer, from the event loop that receives it to its one reader, which may be slow. Independent of Camel.
 */
package io.github.camelglm4.stream;
