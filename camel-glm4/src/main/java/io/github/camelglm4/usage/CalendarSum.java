package io.github.camelglm4.usage;

/** Tokens of the current day or month. Not thread-safe. */
final class CalendarSum {

    private long period = Long.MIN_VALUE;
    private long tokens;

    /** Begins at 0 in a later period; a clock that goes back does not bring a spent budget back. */
    void advance(long now) {
        if (now > period) {
            period = now;
            tokens = 0;
        }
    }

    void add(long more) {
        tokens += more;
    }

    boolean isEmptyAt(long now) {
        return tokens == 0 || now > period;
    }

    long tokens() {
        return tokens;
    }
}
