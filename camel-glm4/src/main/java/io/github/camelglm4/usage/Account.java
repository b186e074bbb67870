package io.github.camelglm4.usage;

import java.time.Clock;

/** What one caller holds on this node: its calls in progress, and tokens that are not charged yet. Thread-safe. */
final class Account {

    /**
     * A call that begins.
     *
     * @param running number of calls in progress, with this one
     * @param heldBefore tokens that are held without this call
     */
    record Begun(int running, long heldBefore) {}

    private final RepeatedWarning warning;
    private int running;
    private long held;
    private boolean forgotten;

    Account(Clock clock) {
        this.warning = new RepeatedWarning(clock);
    }

    /** Returns null if the account is forgotten: its caller has another one then, or needs it. */
    synchronized Begun begin(long estimate) {
        if (forgotten) {
            return null;
        }
        running++;
        held += estimate;
        return new Begun(running, held - estimate);
    }

    /** A call is over; what it holds remains held. */
    synchronized void end() {
        running--;
    }

    synchronized void hold(long tokens) {
        held += tokens;
    }

    synchronized void release(long tokens) {
        held -= tokens;
    }

    /** Returns whether nothing is held, and nothing will be. */
    synchronized boolean forgetIfIdle() {
        forgotten = running == 0 && held == 0;
        return forgotten;
    }

    /** For calls over limits that are only observed. */
    RepeatedWarning warning() {
        return warning;
    }
}
