package io.github.camelglm4.conversation;

import java.util.concurrent.CompletableFuture;

/**
 * One turn of a conversation, from the question to the stored answer: it waits for its time, then has the conversation for
 * itself. Whoever makes it ends it, whatever happens. Thread-safe.
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

    /** Whether it, or a turn that it is inside of, has that conversation: to wait for it would be to wait for ever. */
    boolean holds(TurnOrder ofOrder, String id) {
        return !over && order == ofOrder && conversationId.equals(id) || outer != null && outer.holds(ofOrder, id);
    }

    /** The turn itself, or the next one outside that is not over; null when all are. */
    Turn orOuterOne() {
        return over && outer != null ? outer.orOuterOne() : over ? null : this;
    }

    /**
     * Queues.
     *
     * @return completed when it is this turn's time; exceptionally when that will not come
     * @throws io.github.camelglm4.error.Glm4Exception when too many wait already, or nothing begins any more
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

    /** Gives way to the next one; again, it changes nothing. */
    void end() {
        over = true;
        order.leave(this);
    }

    /** Waits no more, if it still does; when its time has come already, that changes nothing. */
    public void giveUp(RuntimeException reason) {
        if (order.withdraw(this)) {
            neverItsTime(reason);
        }
    }

    void itsTime() {
        begun.complete(null);
    }

    void neverItsTime(RuntimeException reason) {
        begun.completeExceptionally(reason);
    }

    @Override
    public String toString() {
        return "turn of conversation " + conversationId + (over ? " (over)" : "");
    }
}
