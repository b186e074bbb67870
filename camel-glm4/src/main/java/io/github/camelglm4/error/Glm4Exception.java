package io.github.camelglm4.error;

import io.github.camelglm4.text.PrintableText;
import java.time.Duration;

/**
 * A call of a model failed. The subclass is the reason: a route handles each with {@code onException}. The message is
 * one printable line of limited length and never contains a key, a prompt or a raw page. The failure of a request that
 * was sent has no stack trace, so that it needs only one line in a log.
 */
public class Glm4Exception extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int LONGEST_MESSAGE = 4_000;

    private final transient FailureDetails details;

    public Glm4Exception(String message) {
        this(message, null, FailureDetails.NONE);
    }

    public Glm4Exception(String message, Throwable cause, FailureDetails details) {
        super(PrintableText.clip(message, LONGEST_MESSAGE), cause, true, !isOfACall(details));
        this.details = details;
    }

    /** Shared by many failures, so without frames and suppressed exceptions. */
    private Glm4Exception(String message, boolean suppression) {
        super(message, null, suppression, false);
        this.details = FailureDetails.NONE;
    }

    /**
     * Creates an exception in advance, for cases without the memory to create one. It can be thrown any number of
     * times.
     */
    public static Glm4Exception shared(String message) {
        return new Glm4Exception(message, false);
    }

    /** A request fails on a thread of the component, whose frames contain nothing of the route. */
    private static boolean isOfACall(FailureDetails details) {
        return details != null && details.attempts() > 0;
    }

    /** Returns the HTTP status, 0 if there was no response. */
    public int getStatusCode() {
        return details().statusCode();
    }

    /** Returns the business code of the service as text (for example {@code 1302}), or null. */
    public String getCode() {
        return details().code();
    }

    /** Returns the message of the service only, which {@link #getMessage()} extends; null if there was none. */
    public String getServiceMessage() {
        return details().serviceMessage();
    }

    /** Returns the request id of the service, or null. */
    public String getServerRequestId() {
        return details().serverRequestId();
    }

    /** Returns whether an identical later call may succeed. */
    public boolean isRetryable() {
        return FailureKind.of(this).isRetryable();
    }

    /** Returns the delay before the next call, as requested by the service; or null. */
    public Duration getRetryAfter() {
        return details().retryAfter();
    }

    /** Returns the number of HTTP requests sent for the call, including retries; 0 if none was sent. */
    public int getAttempts() {
        return details().attempts();
    }

    /** Returns the partial answer text that was received before the failure, or null. */
    public String getText() {
        return details().text();
    }

    /** Java serialization drops the details: a deserialized copy has only its message. */
    private FailureDetails details() {
        return details == null ? FailureDetails.NONE : details;
    }
}
