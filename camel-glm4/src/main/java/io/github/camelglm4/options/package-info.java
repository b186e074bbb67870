/** Options in groups, and the rules for single values. They are read once, when a producer or a consumer starts. */
package io.github.camelglm4.options;
