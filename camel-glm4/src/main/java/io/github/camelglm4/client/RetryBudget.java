package io.github.camelglm4.client;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps retries from multiplying an outage: a bucket of 50 tokens, full at the start. Every call puts back 0.2, every
 * retry takes 1; with an empty bucket there is no retry. So in a long outage at most one request in six is a retry.
 * The idea is that of gRPC's retry throttling (proposal A6). Thread-safe.
 */
public final class RetryBudget {

    private static final int TENTHS_A_RETRY = 10;
    private static final int TENTHS_A_CALL = 2;
    private static final int FULL = 50 * TENTHS_A_RETRY;

    private final AtomicInteger tenths = new AtomicInteger(FULL);

    /** To be called once a call. */
    public void deposit() {
        // most of the time the bucket is full: read before writing a shared word
        if (tenths.get() < FULL) {
            tenths.updateAndGet(t -> Math.min(FULL, t + TENTHS_A_CALL));
        }
    }

    /** Takes the price of a retry; false when there is not enough. */
    public boolean withdraw() {
        int before = tenths.getAndUpdate(t -> t >= TENTHS_A_RETRY ? t - TENTHS_A_RETRY : t);
        return before >= TENTHS_A_RETRY;
    }
}
