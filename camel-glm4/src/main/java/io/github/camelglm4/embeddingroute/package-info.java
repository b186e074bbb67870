/** The component {@code glm4-embedding}: texts as vectors. */
package io.github.camelglm4.embeddingroute;
