package io.github.camelglm4.conversation;

import java.util.concurrent.CompletionStage;

/**
 * Keeps the histories of conversations. Each is JSON text: the list of its messages as on the wire, oldest first.
 * Several processes may share a store, so a history is replaced by compare-and-set only.
 *
 * <p>The methods are called from any thread and must not block it: a store that has to wait does so elsewhere. They
 * must complete in the end, on any thread; a failure fails the turn.
 */
public interface ConversationStore {

    /** The history of that conversation; {@link StoredHistory#NONE} when there is none. */
    CompletionStage<StoredHistory> read(String conversationId);

    /**
     * Replaces the history that was read, in one atomic compare-and-set.
     *
     * @param seen what {@link #read} gave
     * @param json the new history
     * @return true if it was stored; false, and nothing has changed, if another writer was faster
     */
    CompletionStage<Boolean> replace(String conversationId, StoredHistory seen, String json);
}
