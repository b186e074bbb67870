package io.github.camelglm4.conversation;

/**
 * A history in a store.
 *
 * @param json the list of messages; null if there is none
 * @param version identifies this version of the history; its type is up to the store
 */
public record StoredHistory(String json, Object version) {

    /** The conversation does not exist yet. */
    public static final StoredHistory NONE = new StoredHistory(null, null);
}
