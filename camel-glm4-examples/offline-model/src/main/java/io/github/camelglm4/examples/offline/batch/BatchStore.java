package io.github.camelglm4.examples.offline.batch;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The last 1,000 batches: a further one replaces the oldest that has ended. Thread-safe. */
final class BatchStore {
    private static final int MAX_BATCHES = 1_000;

    /**
     * A part of the list.
     *
     * @param hasMore whether further batches follow
     */
    record Page(List<Batch> batches, boolean hasMore) {}

    private final Map<String, Batch> batches = new LinkedHashMap<>();

    /** @throws IllegalStateException if all batches are in work, and are too many */
    synchronized void add(Batch batch) {
        if (batches.size() == MAX_BATCHES) {
            Batch oldest = batches.values().stream()
                    .filter(Batch::hasEnded)
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("More than " + MAX_BATCHES + " batches are in work."));
            batches.remove(oldest.id());
        }
        batches.put(batch.id(), batch);
    }

    /** Null if it does not exist. */
    synchronized Batch find(String id) {
        return batches.get(id);
    }

    /**
     * The newest first.
     *
     * @param after id of the batch before the page; null for the first page
     */
    synchronized Page page(String after, int limit) {
        List<Batch> newestFirst = new ArrayList<>(batches.values());
        Collections.reverse(newestFirst);
        int from = after == null ? 0 : newestFirst.indexOf(batches.get(after)) + 1;
        int to = Math.min(newestFirst.size(), from + limit);
        return new Page(List.copyOf(newestFirst.subList(from, to)), to < newestFirst.size());
    }
}
