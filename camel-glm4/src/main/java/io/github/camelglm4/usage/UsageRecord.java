package io.github.camelglm4.usage;

import java.time.Instant;

/**
 * What became of one served call. Contains no text of the request or the answer.
 *
 * @param time when the request came in
 * @param requestId the header {@code X-Request-Id}, or null
 * @param caller name of the caller, or null
 * @param operation its name in OpenTelemetry's conventions for generative AI
 * @param model the name that was asked for, or null if the request has none
 * @param status HTTP status; 499 if the caller disconnected, and the status of the error if a stream failed
 * @param code code of the error, or null
 * @param finishReason or null
 * @param promptTokens as reported by the service; estimated if the answer has no usage
 * @param completionTokens as reported by the service; estimated if the answer has no usage
 * @param totalTokens what is charged
 * @param cachedTokens or null if not known
 * @param reasoningTokens or null if not known
 * @param nanos from the head of the request to the last byte of the response
 * @param firstByteNanos from the head of the request to the first piece of the answer; -1 without any
 */
public record UsageRecord(
        Instant time,
        String requestId,
        String caller,
        String operation,
        String model,
        int status,
        String code,
        String finishReason,
        long promptTokens,
        long completionTokens,
        long totalTokens,
        Long cachedTokens,
        Long reasoningTokens,
        boolean streamed,
        long nanos,
        long firstByteNanos) {}
