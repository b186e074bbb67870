package io.github.camelglm4.usage;

/** What a call holds while it runs. Thread-safe. */
@FunctionalInterface
public interface UsageHold {

    /** Holds nothing, and charges nothing. */
    UsageHold NONE = tokens -> {};

    /** The call is over: its tokens are charged, and its estimate is released. Only the first call has an effect. */
    void settle(long tokens);
}
