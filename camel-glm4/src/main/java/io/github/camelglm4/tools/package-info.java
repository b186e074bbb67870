/** Tool calls of a model: definitions, arguments, results and rounds. Does not know Camel. */
package io.github.camelglm4.tools;
