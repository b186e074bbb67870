/** Calls of functions by a model: what it may call, what it is told, and how many requests an answer takes. Knows no Camel. */
package io.github.camelglm4.tools;
