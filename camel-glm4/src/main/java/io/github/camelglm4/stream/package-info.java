/** A streamed answer on its way: from the event loop that receives it to the one reader, who may be slow. Knows nothing of Camel. */
package io.github.camelglm4.stream;
