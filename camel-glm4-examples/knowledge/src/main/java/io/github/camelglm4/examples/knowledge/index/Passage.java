package io.github.camelglm4.examples.knowledge.index;

/**
 * A part of a document that is found and cited as a whole.
 *
 * @param line its first line, from 1
 * @param lastLine its last line
 * @param text the headings above it and a blank line, then its lines
 */
public record Passage(int line, int lastLine, String text) {}
