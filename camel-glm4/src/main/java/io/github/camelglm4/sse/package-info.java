/** Decoding of Server-Sent Events: bytes in, events out, nothing else. Depends on the JDK alone. */
package io.github.camelglm4.sse;
