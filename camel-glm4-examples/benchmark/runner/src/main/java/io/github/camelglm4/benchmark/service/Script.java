package io.github.camelglm4.benchmark.service;

import java.util.Locale;

/**
 * The answer of the service, as set by the path of the base URL, so that a client only needs a base URL:
 * {@code /answer/LATENCY}, {@code /stream/LATENCY/CHUNKS/INTERVAL}, {@code /stamps/LATENCY/CHUNKS/INTERVAL},
 * {@code /chat/LATENCY/CHUNKS/INTERVAL} or {@code /vectors/LATENCY/DIMENSIONS/0}.
 *
 * @param kind a complete answer; a stream; a stream whose texts are the times at which they were written; a complete
 *     answer or such a stream, as the request asks; or a vector for each text of the request
 * @param latencyMillis time from the end of the request to the head of the response
 * @param chunks number of chunks of a stream, without the last one, which ends it; for vectors, their dimensions
 * @param intervalMillis time between two chunks, the first one immediately; 0: as fast as the client reads
 */
public record Script(Kind kind, long latencyMillis, int chunks, long intervalMillis) {

    /** The kind of the answer; lower case in the path. */
    public enum Kind {
        ANSWER,
        STREAM,
        STAMPS,
        CHAT,
        VECTORS
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

    public static Script chat(int chunks, long intervalMillis) {
        return new Script(Kind.CHAT, 0, chunks, intervalMillis);
    }

    public static Script vectors(long latencyMillis, int dimensions) {
        return new Script(Kind.VECTORS, latencyMillis, dimensions, 0);
    }

    /** @throws IllegalArgumentException if the path is not valid */
    static Script of(String path) {
        String[] parts = path.split("/");
        try {
            Kind kind = Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
            long latency = Long.parseLong(parts[2]);
            return kind == Kind.ANSWER
                    ? answer(latency)
                    : new Script(kind, latency, Integer.parseInt(parts[3]), Long.parseLong(parts[4]));
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IllegalArgumentException("unknown path " + path, e);
        }
    }

    /** The path to append to host and port. */
    public String path() {
        String start = "/" + kind.name().toLowerCase(Locale.ROOT) + "/" + latencyMillis;
        return kind == Kind.ANSWER ? start : start + "/" + chunks + "/" + intervalMillis;
    }
}
