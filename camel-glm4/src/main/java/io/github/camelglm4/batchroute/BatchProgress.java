package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.Batch;
import io.github.camelglm4.text.PrintableText;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** A batch in work: what the service reported last, and how many lines have been delivered. Thread-safe. */
final class BatchProgress {

    private final String job;
    private final AtomicLong delivered = new AtomicLong();
    private volatile Batch batch;

    BatchProgress(String job, Batch batch) {
        this.job = job;
        this.batch = batch;
    }

    String job() {
        return job;
    }

    void update(Batch now) {
        batch = now;
    }

    Batch batch() {
        return batch;
    }

    /** Another delivery of the batch begins; lines that were delivered before count again. */
    void begin() {
        delivered.set(0);
    }

    void countDelivered() {
        delivered.incrementAndGet();
    }

    long delivered() {
        return delivered.get();
    }

    /** Returns the values for views, in their order; texts and Longs. */
    Map<String, Object> toMap(Instant now) {
        Batch last = batch;
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("job", job);
        map.put("batch", PrintableText.name(last.id()));
        map.put("status", last.status().name().toLowerCase(Locale.ROOT));
        map.put("total", last.counts().total());
        map.put("completed", last.counts().completed());
        map.put("failed", last.counts().failed());
        map.put("delivered", delivered.get());
        map.put(
                "ageSeconds",
                last.createdAt() == null
                        ? 0L
                        : Math.max(0, Duration.between(last.createdAt(), now).toSeconds()));
        return map;
    }
}
