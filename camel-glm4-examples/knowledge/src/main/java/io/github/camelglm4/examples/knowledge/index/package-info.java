/** The beans of the routes that index documents: the folder, its documents as passages, and the store of passages. */
package io.github.camelglm4.examples.knowledge.index;
