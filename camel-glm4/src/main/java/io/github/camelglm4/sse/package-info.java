/** Decodes Server-Sent Events from bytes. Depends on the JDK only. */
package io.github.camelglm4.sse;
