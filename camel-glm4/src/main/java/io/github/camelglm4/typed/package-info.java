/** Answers as objects: the schema of a class, reading an answer, checking it, and asking again. Does not know Camel. */
package io.github.camelglm4.typed;
