/** Options in groups, read and checked once, when a producer starts. */
package io.github.camelglm4.options;
