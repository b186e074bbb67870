package io.github.camelglm4.error;

import java.time.Duration;

/**
 * What is known of a failed call beside its message.
 *
 * @param statusCode HTTP status of the answer, 0 when there was none
 * @param code business code of the service as text (for example {@code 1302}), or null
 * @param type error type of services in the OpenAI shape (for example {@code server_error}), or null
 * @param serverRequestId the id under which the service knows the request, or null
 * @param retryAfter how long the service asks to wait, or null
 * @param attempts HTTP requests sent for the call so far
 * @param text answer text that had arrived before the failure, or null
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

    /** Of a failure of which the service said nothing but, perhaps, a status. */
    public FailureDetails(int statusCode, String serverRequestId, int attempts) {
        this(statusCode, null, null, serverRequestId, null, attempts, null, null);
    }

    /** Nothing is known: a failure before anything was sent. */
    public static final FailureDetails NONE = new FailureDetails(0, null, 0);

    /** Details of a failure without an answer, after that many requests. */
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
