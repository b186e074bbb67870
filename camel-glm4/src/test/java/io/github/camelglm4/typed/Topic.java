package io.github.camelglm4.typed;

/** What the tests sort messages by. */
public enum Topic {
    BILLING,
    DELIVERY,
    OTHER
}
