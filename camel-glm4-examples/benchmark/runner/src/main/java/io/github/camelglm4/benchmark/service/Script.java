package io.github.camelglm4.benchmark.service;

import java.util.Locale;

/**
 * What the service answers, as the path of the base URL tells it, so that a client needs nothing but a base URL:
 * {@code /answer/LATENCY}, {@code /stream/LATENCY/CHUNKS/INTERVAL} or {@code /stamps/LATENCY/CHUNKS/INTERVAL}.
 *
 * @param kind a whole answer; a stream; or a stream whose texts are the times of their writing
 * @param latencyMillis from the request's end to the answer's head
 * @param chunks of a stream, the one that ends it not counted
 * @param intervalMillis between two chunks, the first at once; 0: as fast as the client reads
 */
public record Script(Kind kind, long latencyMillis, int chunks, long intervalMillis) {

    /** In the path in lower case. */
    public enum Kind {
        ANSWER,
        STREAM,
        STAMPS
    }

    public static Script answer(long latencyMillis) {
        return new Script(Kind.ANSWER, latencyMillis, 0, 0);
    }

    public static Script stream(int chunks, long intervalMillis) {
        return new Script(Kind.STREAM, 0, chunks, intervalMillis);
    }

    public static Script stamps(int chunks, long intervalMillis) {
        return new Script(Kind.STAMPS, 0, chunks, intervalMillis);
    }

    /** @throws IllegalArgumentException when the path asks for nothing that there is */
    static Script of(String path) {
        String[] parts = path.split("/");
        try {
            Kind kind = Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
            long latency = Long.parseLong(parts[2]);
            return kind == Kind.ANSWER
                    ? answer(latency)
                    : new Script(kind, latency, Integer.parseInt(parts[3]), Long.parseLong(parts[4]));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("no such path: " + path, e);
        }
    }

    /** What to put behind host and port. */
    public String path() {
        String start = "/" + kind.name().toLowerCase(Locale.ROOT) + "/" + latencyMillis;
        return kind == Kind.ANSWER ? start : start + "/" + chunks + "/" + intervalMillis;
    }
}
