/** Streams as a Publisher of Reactive Streams, a library that is optional. */
package io.github.camelglm4.reactive;
