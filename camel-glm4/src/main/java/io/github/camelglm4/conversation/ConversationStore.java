package io.github.camelglm4.conversation;

import java.util.concurrent.CompletionStage;

/**
 * Keeps the histories of conversations. Each is JSON text: the list of its messages as on the wire, oldest first. Several
 * processes may share what a store keeps, so a history is replaced only by whoever saw it as it is.
 *
 * <p>The methods are called from any thread and must not block it: a store that has to wait does so elsewhere. They must
 * complete in the end, on any thread; a failure fails the turn.
 */
public interface ConversationStore {

    /** The history of that conversation; {@link StoredHistory#NONE} when there is none. */
    CompletionStage<StoredHistory> read(String conversationId);

    /**
     * Puts another history in the place of the one that was read, which is compared and set in one step.
     *
     * @param seen what {@link #read} gave
     * @param json the new history
     * @return true when it is stored; false, and nothing changed, when somebody else was faster
     */
    CompletionStage<Boolean> replace(String conversationId, StoredHistory seen, String json);
}
