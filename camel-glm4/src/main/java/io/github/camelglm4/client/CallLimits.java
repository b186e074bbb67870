package io.github.camelglm4.client;

/**
 * Bounds of one call.
 *
 * @param connectMillis for name look-up, TCP and TLS together
 * @param responseMillis from the request being sent until the head of the response is complete
 * @param idleMillis for the server's silence between two reads
 * @param requestMillis for the whole call with retries; 0 for no bound
 * @param maxResponseSize bytes of one response, decoded
 */
public record CallLimits(
        long connectMillis, long responseMillis, long idleMillis, long requestMillis, int maxResponseSize) {}
