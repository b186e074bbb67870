package io.github.camelglm4.error;

/** There was no connection, or it was lost before the response began. */
public class Glm4ConnectionException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4ConnectionException(String message) {
        super(message);
    }

    public Glm4ConnectionException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }

    /** For calls that the stop of the component interrupts or prevents. */
    public static Glm4ConnectionException stopped() {
        return new Glm4ConnectionException("the component was stopped");
    }

    /** For calls whose caller no longer waits for the answer. */
    public static Glm4ConnectionException callerGone() {
        return new Glm4ConnectionException("canceled: the caller disconnected");
    }
}
