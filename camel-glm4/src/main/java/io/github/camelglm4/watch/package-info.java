/** What calls do: counted in one place, and passed on to listeners. Does not know Camel. */
package io.github.camelglm4.watch;
