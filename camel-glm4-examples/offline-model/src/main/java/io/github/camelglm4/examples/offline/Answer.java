package io.github.camelglm4.examples.offline;

/**
 * What the model says.
 *
 * @param finishReason {@code stop}, or {@code length} when the text was cut
 */
record Answer(String text, String finishReason, int promptTokens, int completionTokens) {}
