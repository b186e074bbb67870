/** The text of any language: sentences, token counts, lists of words, and how near texts are to each other. */
package io.github.camelglm4.examples.offline.text;
