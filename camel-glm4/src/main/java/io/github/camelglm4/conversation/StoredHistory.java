package io.github.camelglm4.conversation;

/**
 * A history as a store has it.
 *
 * @param json the list of messages, or null for none
 * @param version by which the store knows it again; of a type of its own
 */
public record StoredHistory(String json, Object version) {

    /** There is no such conversation yet. */
    public static final StoredHistory NONE = new StoredHistory(null, null);
}
