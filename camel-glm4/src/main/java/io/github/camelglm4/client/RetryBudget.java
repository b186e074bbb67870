package io.github.camelglm4.client;

import java.util.function.LongSupplier;

/**
 * Limits retries during an outage: a bucket of 50 tokens, full at the start. Every call adds 0.2 tokens, every retry
 * takes 1; if the bucket is empty, there is no retry. In a long outage at most one request in six is a retry. Based on
 * the retry throttling of gRPC (proposal A6). The tokens of calls are added when a retry is due. Thread-safe.
 */
public final class RetryBudget {

    private static final int TENTHS_A_RETRY = 10;
    private static final int TENTHS_A_CALL = 2;
    private static final int FULL = 50 * TENTHS_A_RETRY;

    private final LongSupplier calls;
    private long credited;
    private long tenths = FULL;

    /** @param calls returns the number of calls begun so far */
    public RetryBudget(LongSupplier calls) {
        this.calls = calls;
    }

    /** Takes one token for a retry; returns false if there is none. */
    public synchronized boolean withdraw() {
        long begun = calls.getAsLong();
        tenths = Math.min(FULL, tenths + (begun - credited) * TENTHS_A_CALL);
        credited = begun;
        if (tenths < TENTHS_A_RETRY) {
            return false;
        }
        tenths -= TENTHS_A_RETRY;
        return true;
    }
}
