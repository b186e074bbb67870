package io.github.camelglm4.conversation;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4QueueFullException;
import io.github.camelglm4.text.PrintableText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/**
 * Runs one turn of a conversation at a time, in the order of arrival. No thread waits, and an idle conversation uses no
 * memory here. Thread-safe.
 */
final class TurnOrder {

    static final int MAX_WAITING = 10_000;

    private final Executor executor;

    /** Queues by conversation id. The first turn of each queue is running. */
    private final Map<String, Queue<Turn>> turns = new HashMap<>();

    private Glm4Exception closed;

    /** @param executor begins the turns that waited */
    TurnOrder(Executor executor) {
        this.executor = executor;
    }

    void enter(Turn turn) {
        synchronized (turns) {
            if (closed != null) {
                throw closed;
            }
            Queue<Turn> queue = turns.computeIfAbsent(turn.conversationId(), id -> new ArrayDeque<>(2));
            if (queue.size() > MAX_WAITING) {
                throw new Glm4QueueFullException(MAX_WAITING + " turns already wait for conversation "
                        + PrintableText.name(turn.conversationId()));
            }
            queue.add(turn);
            if (queue.size() > 1) {
                return;
            }
        }
        turn.begun().complete(null);
    }

    void leave(Turn turn) {
        Turn next;
        synchronized (turns) {
            Queue<Turn> queue = turns.get(turn.conversationId());
            boolean wasFirst = queue != null && queue.peek() == turn;
            if (queue == null || !queue.remove(turn)) {
                return;
            }
            if (queue.isEmpty()) {
                turns.remove(turn.conversationId());
            }
            next = wasFirst ? queue.peek() : null;
        }
        if (next != null) {
            executor.execute(() -> next.begun().complete(null));
        }
    }

    /** Removes a waiting turn from its queue; false if it is not waiting. */
    boolean withdraw(Turn turn) {
        synchronized (turns) {
            Queue<Turn> queue = turns.get(turn.conversationId());
            return queue != null && queue.peek() != turn && queue.remove(turn);
        }
    }

    /** Fails all waiting and all later turns. Running turns are not affected. */
    void close(Glm4Exception reason) {
        List<Turn> waiting = new ArrayList<>();
        synchronized (turns) {
            closed = reason;
            for (Queue<Turn> queue : turns.values()) {
                Turn first = queue.poll();
                waiting.addAll(queue);
                queue.clear();
                queue.add(first);
            }
        }
        waiting.forEach(turn -> executor.execute(() -> turn.begun().completeExceptionally(reason)));
    }

    /** Returns the number of conversations with a running turn. */
    int size() {
        synchronized (turns) {
            return turns.size();
        }
    }
}
