/** Counts what callers use in a database, which nodes can share. */
package io.github.camelglm4.usage.jdbc;
