/** Calls of functions by a model: definitions, arguments, results and rounds. Knows no Camel. */
package io.github.camelglm4.tools;
