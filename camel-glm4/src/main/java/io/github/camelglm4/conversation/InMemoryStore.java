package io.github.camelglm4.conversation;

import io.github.camelglm4.error.Glm4ConversationException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Stores histories in the memory of this process, limited in number and in bytes of heap. The least recently used
 * conversation is removed first, and each expires some time after its last use. Uses no thread: each call removes a
 * limited number of expired conversations. Thread-safe.
 */
public final class InMemoryStore implements ConversationStore {

    /** More than a call can add, so that the number of expired conversations decreases. */
    private static final int DROPPED_PER_CALL = 2;

    /** The histories use at most this fraction of the heap (1/8): messages parsed from them need the rest. */
    private static final int PART_OF_HEAP = 8;

    /** Size of a map entry and an {@link Entry}. */
    private static final int BYTES_EACH = 150;

    /** Size of the headers of a String and its array. */
    private static final int BYTES_OF_STRING = 48;

    private static final char LAST_OF_ONE_BYTE = 0xFF;

    private final int maxConversations;
    private final long maxBytes;
    private final long expiryNanos;
    private final LongSupplier nanoTime;
    private long bytes;

    /** In the order of use, the least recently used first. */
    private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * Creates a store that uses at most one eighth of the maximum heap.
     *
     * @param maxConversations maximum number of conversations, at least 1
     * @param expiryMillis time until a conversation expires after its last use
     */
    public InMemoryStore(int maxConversations, long expiryMillis) {
        this(maxConversations, Runtime.getRuntime().maxMemory() / PART_OF_HEAP, expiryMillis, System::nanoTime);
    }

    InMemoryStore(int maxConversations, long maxBytes, long expiryMillis, LongSupplier nanoTime) {
        this.maxConversations = maxConversations;
        this.maxBytes = maxBytes;
        this.expiryNanos = TimeUnit.MILLISECONDS.toNanos(expiryMillis);
        this.nanoTime = nanoTime;
    }

    @Override
    public CompletionStage<StoredHistory> read(String conversationId) {
        return CompletableFuture.completedFuture(get(conversationId));
    }

    @Override
    public CompletionStage<Boolean> replace(String conversationId, StoredHistory seen, String json) {
        Entry entry = new Entry(conversationId, json, nanoTime.getAsLong());
        if (entry.bytes > maxBytes) {
            return CompletableFuture.failedFuture(
                    new Glm4ConversationException("the history of a conversation needs " + entry.bytes
                            + " bytes, but all conversations in memory together may use at most " + maxBytes
                            + ": limit it with maxHistoryMessages or maxHistoryTokens"));
        }
        return CompletableFuture.completedFuture(set(conversationId, seen, entry));
    }

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
            bytes -= entries.remove(id).bytes;
            return StoredHistory.NONE;
        }
        entry.lastUse = nanoTime.getAsLong();
        return entry.history;
    }

    private synchronized boolean set(String id, StoredHistory seen, Entry entry) {
        Entry old = entries.get(id);
        // a history that was removed during its turn was in use: it is added again
        if (old != null && old.history.version() != seen.version()) {
            return false;
        }
        bytes += entry.bytes - (old == null ? 0 : old.bytes);
        entries.put(id, entry);
        dropOverdue();
        Iterator<Entry> longestUnused = entries.values().iterator();
        while (entries.size() > maxConversations || bytes > maxBytes) {
            bytes -= longestUnused.next().bytes;
            longestUnused.remove();
        }
        return true;
    }

    private void dropOverdue() {
        Iterator<Entry> longestUnused = entries.values().iterator();
        for (int i = 0; i < DROPPED_PER_CALL && longestUnused.hasNext(); i++) {
            Entry entry = longestUnused.next();
            if (!isOverdue(entry)) {
                return;
            }
            longestUnused.remove();
            bytes -= entry.bytes;
        }
    }

    private boolean isOverdue(Entry entry) {
        return nanoTime.getAsLong() - entry.lastUse > expiryNanos;
    }

    /** The JVM stores a String with one byte for each character, or two if any character needs two. */
    private static long bytes(String text) {
        boolean latin = text.chars().allMatch(c -> c <= LAST_OF_ONE_BYTE);
        return BYTES_OF_STRING + (latin ? 1L : 2L) * text.length();
    }

    private static final class Entry {

        private final StoredHistory history;
        private final long bytes;
        private long lastUse;

        Entry(String id, String json, long lastUse) {
            this.bytes = BYTES_EACH + bytes(id) + bytes(json);
            this.history = new StoredHistory(json, new Object());
            this.lastUse = lastUse;
        }
    }
}
