package io.github.camelglm4.usage;

/** The callers that are known by their keys. Thread-safe; called on event loops, so it must be fast. */
public interface KnownCallers {

    /** Whether no authentication is required. */
    boolean isOpen();

    /** Returns the caller with the key, which is valid; null for an unknown key, an expired one, and null. */
    Caller find(PresentedKey key);

    /** Whether the key belongs to a caller, but is no longer valid. */
    default boolean isExpired(PresentedKey key) {
        return false;
    }
}
