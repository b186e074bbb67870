package io.github.camelglm4.serving;

/**
 * The limits for connections and requests of callers. They are not options: use a reverse proxy for other values.
 *
 * @param handshakeMillis from the connection to the end of the TLS handshake
 * @param idleMillis until the head of the first request is complete, and from the end of a response to the head of the
 *     next request
 * @param paceMillis interval at which the progress of a request body is checked
 * @param paceBytes number of bytes of the body that must arrive in each interval
 * @param silenceMillis after this time without a byte, a waiting caller of a stream gets a comment; between two pieces
 *     it can take twice as long
 * @param maxConnections maximum number of connections of all callers; a further one is closed immediately
 * @param maxHeldBytes maximum bytes of all requests without a response; a request that exceeds it gets status 503
 */
public record CallerLimits(
        long handshakeMillis,
        long idleMillis,
        long paceMillis,
        int paceBytes,
        long silenceMillis,
        int maxConnections,
        long maxHeldBytes) {

    /** Maximum memory of a connection in bytes; typically half. */
    private static final long HEAP_PER_CONNECTION = 131_072;

    /** A parsed request needs several times its size. */
    private static final long HEAP_PER_HELD_BYTE = 8;

    /**
     * The idle timeout is longer than that of most load balancers, which is one minute: they close idle connections
     * first, so that they never send a request on a connection that the server is closing. The rate is that of Apache's
     * mod_reqtimeout, 500 bytes per second. Clients and proxies time out after 30 or 60 seconds without a byte. Before
     * the first comment, an error has its own status.
     */
    public static final CallerLimits STANDARD = new CallerLimits(10_000, 75_000, 30_000, 15_000, 10_000);

    /** Tests set shorter limits. */
    static volatile CallerLimits forNewServers = STANDARD;

    /** Returns the limits for servers that start now. */
    public static CallerLimits forNewServers() {
        return forNewServers;
    }

    /** Uses the standard limits over all callers, which depend on the heap size. */
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
