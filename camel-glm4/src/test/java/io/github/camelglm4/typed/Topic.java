package io.github.camelglm4.typed;

/** The categories of messages in the tests. */
public enum Topic {
    BILLING,
    DELIVERY,
    OTHER
}
