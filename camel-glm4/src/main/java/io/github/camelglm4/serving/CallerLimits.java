package io.github.camelglm4.serving;

/**
 * How long a caller may hold a connection without asking for anything. No options: whoever needs others puts a proxy in
 * front.
 *
 * @param handshakeMillis from the connection to the end of the TLS handshake
 * @param idleMillis until the head of the first request is whole, and from the end of an answer to the head of the next
 *     request
 * @param paceMillis interval at which the progress of a request body is checked
 * @param paceBytes bytes of the body that must arrive in each interval
 * @param silenceMillis if no byte was sent for this long, a waiting caller of a stream gets a comment; between two
 *     pieces it can take twice as long
 * @param maxConnections of all callers together; one more is closed at once
 * @param maxHeldBytes of all requests together that have no answer yet; who would need more gets 503
 */
public record CallerLimits(
        long handshakeMillis,
        long idleMillis,
        long paceMillis,
        int paceBytes,
        long silenceMillis,
        int maxConnections,
        long maxHeldBytes) {

    /** What a connection costs at most, in bytes; half of that as a rule. */
    private static final long HEAP_PER_CONNECTION = 131_072;

    /** A request costs several times its bytes once it is read. */
    private static final long HEAP_PER_HELD_BYTE = 8;

    /**
     * A connection lies idle for longer than the load balancers in front leave it, which is a minute with most of them:
     * it is they who close it, and none of their requests meets a connection that is about to close. The pace is that
     * of Apache's mod_reqtimeout, 500 bytes a second. Clients and proxies give up after 30 or 60 seconds without a
     * byte; until the first comment an error has its own status.
     */
    public static final CallerLimits STANDARD = new CallerLimits(10_000, 75_000, 30_000, 15_000, 10_000);

    /** Tests that cannot wait set another one. */
    static volatile CallerLimits forNewServers = STANDARD;

    /** What servers use that start now. */
    public static CallerLimits forNewServers() {
        return forNewServers;
    }

    /** With the standard bounds over all callers, which follow the heap. */
    public CallerLimits(long handshakeMillis, long idleMillis, long paceMillis, int paceBytes, long silenceMillis) {
        this(
                handshakeMillis,
                idleMillis,
                paceMillis,
                paceBytes,
                silenceMillis,
                (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / HEAP_PER_CONNECTION),
                Runtime.getRuntime().maxMemory() / HEAP_PER_HELD_BYTE);
    }
}
