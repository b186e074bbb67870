/**
 * A language model for examples: it speaks the GLM-4 interface over HTTP, needs neither key nor network, and answers
 * from the text it was given. {@link io.github.camelglm4.examples.offline.OfflineModel} is the way in.
 */
package io.github.camelglm4.examples.offline;
