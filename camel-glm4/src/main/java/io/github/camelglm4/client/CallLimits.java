package io.github.camelglm4.client;

/**
 * Timeouts and size limit of one call.
 *
 * @param connectMillis name lookup, TCP and TLS together
 * @param responseMillis from the sent request to the complete head of the response
 * @param idleMillis without data from the server between two reads
 * @param requestMillis the entire call with its retries; 0 for no limit
 * @param maxResponseSize bytes of one decoded response
 */
public record CallLimits(
        long connectMillis, long responseMillis, long idleMillis, long requestMillis, int maxResponseSize) {}
