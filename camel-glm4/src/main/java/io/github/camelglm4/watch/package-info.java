/** Counts events of calls in one place, and passes them to listeners. Independent of Camel. */
package io.github.camelglm4.watch;
