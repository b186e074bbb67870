package io.github.camelglm4.chat;

/**
 * A typed answer.
 *
 * @param value an object of the requested class, or a map, list or scalar; may be null if that is allowed
 */
public record TypedAnswer(Object value) {}
