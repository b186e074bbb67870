package io.github.camelglm4.usage;

/** What limits do. */
public enum LimitMode {
    /** A call over a limit is rejected. */
    ENFORCE,
    /** A call over a limit is logged, and runs. */
    OBSERVE,
    /** Nothing is counted. */
    OFF
}
