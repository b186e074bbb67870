/** Typed answers: the schema of a class, parsing, validation, and requesting again. Does not depend on Camel. */
package io.github.camelglm4.typed;
