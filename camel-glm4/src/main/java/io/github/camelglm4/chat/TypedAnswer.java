package io.github.camelglm4.chat;

/**
 * The object that an answer was read as.
 *
 * @param value an object of the class that was asked for, or a map, list or scalar; may be null where that was allowed
 */
public record TypedAnswer(Object value) {}
