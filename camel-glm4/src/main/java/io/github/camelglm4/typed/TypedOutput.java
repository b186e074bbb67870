package io.github.camelglm4.typed;

/**
 * How an endpoint wants its answers. Immutable.
 *
 * @param type    what they are to become
 * @param mode    how the service is told
 * @param retries how often the model is asked again when its answer does not fit, 0 or more
 */
public record TypedOutput(AnswerType type, OutputMode mode, int retries) {}
