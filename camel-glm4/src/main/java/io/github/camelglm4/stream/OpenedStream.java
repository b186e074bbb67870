package io.github.camelglm4.stream;

/**
 * A streamed answer whose first chunk is there.
 *
 * @param pipe hands out its elements
 * @param responseId id of the answer, or null
 * @param responseModel model that answers, or null
 * @param serverRequestId the id under which the service knows the request, or null
 * @param attempts HTTP requests sent for it
 */
public record OpenedStream(
        StreamReader pipe, String responseId, String responseModel, String serverRequestId, int attempts) {}
