package io.github.camelglm4.conversation;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.text.PrintableText;
import java.util.concurrent.Executor;

/** The conversations of one store. Runs one turn of a conversation at a time in this process. Thread-safe. */
public final class Conversations {

    private final ConversationStore store;
    private final Executor executor;
    private final TurnOrder order;

    /** @param executor runs turns that waited; never an event loop */
    public Conversations(ConversationStore store, Executor executor) {
        this.store = store;
        this.executor = executor;
        this.order = new TurnOrder(executor);
    }

    /**
     * Creates a turn. It begins with its request.
     *
     * @param inside the turn that this request is part of, or null
     * @throws Glm4RequestException if that turn uses the same conversation, because waiting for it would be a deadlock
     */
    public Turn turn(String conversationId, Turn inside) {
        if (inside != null && inside.holds(order, conversationId)) {
            throw new Glm4RequestException(
                    "conversation " + PrintableText.name(conversationId) + " is used inside its own turn, which must"
                            + " end first: a tool or the route of a chunk must use another conversation or none");
        }
        return new Turn(order, conversationId, inside == null ? null : inside.orOuterOne());
    }

    /**
     * Creates the memory step of a turn.
     *
     * @param reset whether the history is deleted first
     */
    public Step step(Turn turn, HistoryLimits limits, boolean reset) {
        return new MemoryStep(turn, new StoredConversation(store, turn.conversationId(), limits, executor), reset);
    }

    int underWay() {
        return order.size();
    }

    public void close(Glm4Exception reason) {
        order.close(reason);
    }
}
