package io.github.camelglm4.conversation;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Keeps histories in this process: so many conversations, the longest unused goes first, and each for so long after its
 * last use. It has no thread: every call drops what is overdue, a bounded number. Thread-safe.
 */
public final class InMemoryStore implements ConversationStore {

    /** More than come in with a call, so that the overdue ones become fewer. */
    private static final int DROPPED_PER_CALL = 2;

    private final int maxConversations;
    private final long expiryNanos;
    private final LongSupplier nanoTime;

    /** The longest unused first. */
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * @param maxConversations how many are kept, at least 1
     * @param expiryMillis     how long each is kept after its last use
     */
    public InMemoryStore(int maxConversations, long expiryMillis) {
        this(maxConversations, expiryMillis, System::nanoTime);
    }

    InMemoryStore(int maxConversations, long expiryMillis, LongSupplier nanoTime) {
        this.maxConversations = maxConversations;
        this.expiryNanos = TimeUnit.MILLISECONDS.toNanos(expiryMillis);
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<StoredHistory> read(String conversationId) {
        return CompletableFuture.completedFuture(get(conversationId));
    }

    @Override
    public CompletionStage<Boolean> replace(String conversationId, StoredHistory seen, String json) {
        return CompletableFuture.completedFuture(set(conversationId, seen, json));
    }

    /** How many conversations are kept. */
    public synchronized int size() {
        return entries.size();
    }

    private synchronized StoredHistory get(String id) {
        dropOverdue();
        Entry entry = entries.get(id);
        if (entry == null) {
            return StoredHistory.NONE;
        }
        if (isOverdue(entry)) {
            entries.remove(id);
            return StoredHistory.NONE;
        }
        entry.lastUse = nanoTime.getAsLong();
        return entry.history;
    }

    private synchronized boolean set(String id, StoredHistory seen, String json) {
        Entry entry = entries.get(id);
        // one that went, for time or room, while its turn was under way was in use all the same: it comes back
        if (entry != null && entry.history.version() != seen.version()) {
            return false;
        }
        entries.put(id, new Entry(json, nanoTime.getAsLong()));
        dropOverdue();
        if (entries.size() > maxConversations) {
            dropLongestUnused();
        }
        return true;
    }

    private void dropOverdue() {
        Iterator<Entry> longestUnused = entries.values().iterator();
        for (int i = 0; i < DROPPED_PER_CALL && longestUnused.hasNext() && isOverdue(longestUnused.next()); i++) {
            longestUnused.remove();
        }
    }

    private void dropLongestUnused() {
        Iterator<Entry> longestUnused = entries.values().iterator();
        longestUnused.next();
        longestUnused.remove();
    }

    private boolean isOverdue(Entry entry) {
        return nanoTime.getAsLong() - entry.lastUse > expiryNanos;
    }

    private static final class Entry {

        private final StoredHistory history;
        private long lastUse;

        Entry(String json, long lastUse) {
            this.history = new StoredHistory(json, new Object());
            this.lastUse = lastUse;
        }
    }
}
