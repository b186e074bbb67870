package io.github.camelglm4.soak;

/** A typed answer of the soak. */
public record SoakAnswer(int number, String word) {}
