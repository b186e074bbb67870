package io.github.camelglm4.watch;

import io.github.camelglm4.chat.Usage;
import java.util.concurrent.atomic.LongAdder;

/** Counts the calls of one model. Thread-safe. */
final class ModelCounter {

    private final String name;
    private final LongAdder calls = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final LongAdder inputTokens = new LongAdder();
    private final LongAdder outputTokens = new LongAdder();

    ModelCounter(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    void began() {
        calls.increment();
    }

    void retried() {
        retries.increment();
    }

    void used(Usage usage) {
        if (usage.promptTokens() != null) {
            inputTokens.add(usage.promptTokens());
        }
        if (usage.completionTokens() != null) {
            outputTokens.add(usage.completionTokens());
        }
    }

    void ended(boolean withFailure) {
        ended.increment();
        if (withFailure) {
            failed.increment();
        }
    }

    /** @param queued number of its calls that wait at a gate */
    ModelCounts counts(int queued) {
        // read first, so that a call that ends in between still counts as in flight, and the number is never negative
        long over = ended.sum();
        long begun = calls.sum();
        return new ModelCounts(
                name, begun, begun - over, queued, failed.sum(), retries.sum(), inputTokens.sum(), outputTokens.sum());
    }
}
