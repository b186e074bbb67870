package io.github.camelglm4.stream;

/**
 * A streamed answer whose first chunk was received.
 *
 * @param pipe returns its elements
 * @param responseId id of the answer, or null
 * @param responseModel model of the answer, or null
 * @param serverRequestId the service's request id, or null
 * @param attempts number of HTTP requests sent for it
 */
public record OpenedStream(
        StreamReader pipe, String responseId, String responseModel, String serverRequestId, int attempts) {}
