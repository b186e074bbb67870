package io.github.camelglm4.usage;

import java.util.Arrays;

/**
 * Requests and tokens of the last 60 seconds, counted by second: an amount counts for at least 60 seconds, and for less
 * than 61. Not thread-safe.
 */
final class RollingMinute {

    /** The current second, and the 60 before it. */
    static final int SECONDS = 61;

    private final long[] requests = new long[SECONDS];
    private final long[] tokens = new long[SECONDS];
    private long newest = Long.MIN_VALUE;

    /**
     * Moves on to the second; one that is a little in the past counts as the newest, after another clock it restarts.
     */
    void advance(long second) {
        if (newest == Long.MIN_VALUE || second - newest >= SECONDS || newest - second >= SECONDS) {
            Arrays.fill(requests, 0);
            Arrays.fill(tokens, 0);
            newest = second;
        }
        while (newest < second) {
            newest++;
            requests[place(newest)] = 0;
            tokens[place(newest)] = 0;
        }
    }

    /** Whether the second is older than the last minute. */
    boolean isPast(long second) {
        return newest != Long.MIN_VALUE && newest - second >= SECONDS;
    }

    boolean isEmptyAt(long second) {
        return newest == Long.MIN_VALUE || second - newest >= SECONDS || requests() == 0 && tokens() == 0;
    }

    void add(long moreRequests, long moreTokens) {
        requests[place(newest)] += moreRequests;
        tokens[place(newest)] += moreTokens;
    }

    long requests() {
        return sum(requests);
    }

    long tokens() {
        return sum(tokens);
    }

    /** Milliseconds until some requests leave, and no more than the most are left; 0 without any. */
    long requestsFreeMillis(long most, long nowMillis) {
        return freeMillis(requests, most, nowMillis);
    }

    /** Milliseconds until some tokens leave, and no more than the most are left; 0 without any. */
    long tokensFreeMillis(long most, long nowMillis) {
        return freeMillis(tokens, most, nowMillis);
    }

    private long freeMillis(long[] values, long most, long nowMillis) {
        long left = sum(values);
        long millis = 0;
        for (long second = newest - SECONDS + 1; second <= newest; second++) {
            long value = values[place(second)];
            if (value != 0) {
                left -= value;
                millis = Math.max(1, (second + SECONDS) * 1_000 - nowMillis);
                if (left <= most) {
                    return millis;
                }
            }
        }
        return millis;
    }

    private static long sum(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        return sum;
    }

    private static int place(long second) {
        return Math.floorMod(second, SECONDS);
    }
}
