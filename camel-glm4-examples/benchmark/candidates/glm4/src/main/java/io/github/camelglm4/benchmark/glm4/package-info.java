/** The component that this is about. */
package io.github.camelglm4.benchmark.glm4;
