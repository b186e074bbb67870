/** Tool calls of a model: definitions, arguments, results and rounds. Independent of Camel. */
package io.github.camelglm4.tools;
