/** The component of this project. */
package io.github.camelglm4.benchmark.glm4;
