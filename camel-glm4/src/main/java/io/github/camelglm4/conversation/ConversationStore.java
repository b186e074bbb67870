package io.github.camelglm4.conversation;

import java.util.concurrent.CompletionStage;

/**
 * Stores the histories of conversations. A history is JSON text: the list of messages in the format of the API, oldest
 * first. Several processes may share a store, so a history is replaced by compare-and-set only.
 *
 * <p>The methods are called on any thread and must not block it: a store that waits must use its own thread. Each
 * result must complete, on any thread; a failure fails the turn.
 */
public interface ConversationStore {

    /** Reads the history of a conversation; {@link StoredHistory#NONE} if there is none. */
    CompletionStage<StoredHistory> read(String conversationId);

    /**
     * Replaces the history that was read, in one atomic compare-and-set.
     *
     * @param seen the result of {@link #read}
     * @param json the new history
     * @return true if it was stored; false, without a change, if another writer was faster
     */
    CompletionStage<Boolean> replace(String conversationId, StoredHistory seen, String json);
}
