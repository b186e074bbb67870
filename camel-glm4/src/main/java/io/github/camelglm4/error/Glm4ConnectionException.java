package io.github.camelglm4.error;

/** No connection, or it was lost before an answer began. */
public class Glm4ConnectionException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4ConnectionException(String message) {
        super(message);
    }

    public Glm4ConnectionException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }

    /** Nothing can be sent, or awaited, any more. */
    public static Glm4ConnectionException stopped() {
        return new Glm4ConnectionException("the component was stopped");
    }

    /** Nobody waits for an answer any more. */
    public static Glm4ConnectionException callerGone() {
        return new Glm4ConnectionException("cancelled: the caller has gone");
    }
}
