package io.github.camelglm4.client;

import java.util.function.LongSupplier;

/**
 * Keeps retries from multiplying an outage: a bucket of 50 tokens, full at the start. Every call puts back 0.2, every
 * retry takes 1; with an empty bucket there is no retry. So in a long outage at most one request in six is a retry. The
 * idea is that of gRPC's retry throttling (proposal A6). Calls are credited when a retry is due. Thread-safe.
 */
public final class RetryBudget {

    private static final int TENTHS_A_RETRY = 10;
    private static final int TENTHS_A_CALL = 2;
    private static final int FULL = 50 * TENTHS_A_RETRY;

    private final LongSupplier calls;
    private long credited;
    private long tenths = FULL;

    /** @param calls how many calls have begun by now */
    public RetryBudget(LongSupplier calls) {
        this.calls = calls;
    }

    /** Takes the price of a retry; false when there is not enough. */
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
