/**
 * Questions about the documents of a folder: the program. The main class is
 * {@link io.github.camelglm4.examples.knowledge.Knowledge}.
 */
package io.github.camelglm4.examples.knowledge;
