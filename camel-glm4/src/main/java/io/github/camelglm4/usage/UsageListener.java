package io.github.camelglm4.usage;

/** Called for each served call when it is over. Called on event loops, so it must be fast. Thread-safe. */
@FunctionalInterface
public interface UsageListener {

    void ended(UsageRecord record);
}
