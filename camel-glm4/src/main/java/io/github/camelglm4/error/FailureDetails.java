package io.github.camelglm4.error;

import java.time.Duration;

/**
 * The details of a failed call in addition to its message. Immutable.
 *
 * @param statusCode HTTP status, 0 if there was no response
 * @param code business code of the service as text (for example {@code 1302}), or null
 * @param type error type of services in the OpenAI format (for example {@code server_error}), or null
 * @param serverRequestId the request id of the service, or null
 * @param retryAfter delay before a retry, as requested by the service; or null
 * @param attempts HTTP requests sent for the call so far
 * @param text partial answer text, received before the failure; or null
 * @param serviceMessage the message of the service, printable and free of secrets, or null
 */
public record FailureDetails(
        int statusCode,
        String code,
        String type,
        String serverRequestId,
        Duration retryAfter,
        int attempts,
        String text,
        String serviceMessage) {

    /** For a failure without an error body. The status is 0 if there was no response. */
    public FailureDetails(int statusCode, String serverRequestId, int attempts) {
        this(statusCode, null, null, serverRequestId, null, attempts, null, null);
    }

    /** No details: a failure before a request was sent. */
    public static final FailureDetails NONE = new FailureDetails(0, null, 0);

    /** For a failure without a response after this number of HTTP requests. */
    public static FailureDetails afterAttempts(int attempts) {
        return new FailureDetails(0, null, attempts);
    }

    public FailureDetails withCode(String newCode) {
        return new FailureDetails(
                statusCode, newCode, type, serverRequestId, retryAfter, attempts, text, serviceMessage);
    }

    public FailureDetails withText(String newText) {
        return new FailureDetails(
                statusCode, code, type, serverRequestId, retryAfter, attempts, newText, serviceMessage);
    }
}
