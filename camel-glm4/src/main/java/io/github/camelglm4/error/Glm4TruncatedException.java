package io.github.camelglm4.error;

/** The answer ended before it was complete. */
public class Glm4TruncatedException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4TruncatedException(String message) {
        super(message);
    }

    public Glm4TruncatedException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
