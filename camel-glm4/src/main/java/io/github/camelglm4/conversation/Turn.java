package io.github.camelglm4.conversation;

import java.util.concurrent.CompletableFuture;

/**
 * One turn of a conversation, from the question to the stored answer. It waits in the queue of its conversation, and is
 * then its only running turn. Its creator must end it, even after a failure. Thread-safe.
 */
public final class Turn {

    private final TurnOrder order;
    private final String conversationId;
    private final Turn outer;
    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private volatile boolean over;

    Turn(TurnOrder order, String conversationId, Turn outer) {
        this.order = order;
        this.conversationId = conversationId;
        this.outer = outer;
    }

    String conversationId() {
        return conversationId;
    }

    /** Whether this turn or one that contains it uses this conversation: waiting for it would be a deadlock. */
    boolean holds(TurnOrder ofOrder, String id) {
        return !over && order == ofOrder && conversationId.equals(id) || outer != null && outer.holds(ofOrder, id);
    }

    /** Returns this turn or the nearest one that contains it and is not over; null if all are over. */
    Turn orOuterOne() {
        return over && outer != null ? outer.orOuterOne() : over ? null : this;
    }

    /**
     * Enters the queue.
     *
     * @return completed when the turn begins, or exceptionally if it never begins
     * @throws io.github.camelglm4.error.Glm4Exception if the queue is full or closed
     */
    CompletableFuture<Void> begin() {
        try {
            order.enter(this);
        } catch (RuntimeException | Error e) {
            over = true;
            throw e;
        }
        return begun;
    }

    /** Lets the next turn begin. Idempotent. */
    void end() {
        over = true;
        order.leave(this);
    }

    /** Leaves the queue if the turn has not begun yet. */
    public void giveUp(RuntimeException reason) {
        if (order.withdraw(this)) {
            begun.completeExceptionally(reason);
        }
    }

    /** Completed by the {@link TurnOrder} when the turn begins, or exceptionally if it never begins. */
    CompletableFuture<Void> begun() {
        return begun;
    }

    @Override
    public String toString() {
        return "turn of conversation " + conversationId + (over ? " (over)" : "");
    }
}
