package io.github.camelglm4.error;

import io.github.camelglm4.text.PrintableText;
import java.time.Duration;

/**
 * A call to the model failed. Subclasses say why; a route tells them apart with {@code onException}. The message never
 * holds a key, a prompt or a raw page, and is one printable line of limited length, whoever wrote it. The failure of a
 * request that was sent has no stack trace of its own, so that one line of a log says all.
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

    /** Made in advance and shared by many failures, so without frames and suppressed exceptions. */
    private Glm4Exception(String message, boolean suppression) {
        super(message, null, suppression, false);
        this.details = FailureDetails.NONE;
    }

    /**
     * A failure to be made in advance, for when there is no memory to make one; it can be thrown any number of times.
     */
    public static Glm4Exception shared(String message) {
        return new Glm4Exception(message, false);
    }

    /** The failure of a request comes about on threads of the component: its frames would say nothing of the route. */
    private static boolean isOfACall(FailureDetails details) {
        return details != null && details.attempts() > 0;
    }

    /** HTTP status of the answer, 0 when there was none. */
    public int getStatusCode() {
        return details().statusCode();
    }

    /** Business code of the service as text (for example {@code 1302}), or null. */
    public String getCode() {
        return details().code();
    }

    /** The message of the service alone, without what {@link #getMessage()} adds to it; null when it said nothing. */
    public String getServiceMessage() {
        return details().serviceMessage();
    }

    /** The id under which the service knows the request, or null. */
    public String getServerRequestId() {
        return details().serverRequestId();
    }

    /** Whether a later identical call may succeed. */
    public boolean isRetryable() {
        return FailureKind.of(this).isRetryable();
    }

    /** How long the service asks to wait before the next call, or null. */
    public Duration getRetryAfter() {
        return details().retryAfter();
    }

    /** HTTP requests sent for the call, retries included; 0 when nothing was sent. */
    public int getAttempts() {
        return details().attempts();
    }

    /** Answer text that had arrived before the failure, or null. */
    public String getText() {
        return details().text();
    }

    /** Details do not survive Java serialization: a copy on the far side knows its message only. */
    private FailureDetails details() {
        return details == null ? FailureDetails.NONE : details;
    }
}
