package io.github.camelglm4.error;

/**
 * The answer does not match {@code outputClass} or {@code outputSchema}, even after repeated requests. The message
 * names the mismatches. {@link #getText()} returns the last answer.
 */
public class Glm4OutputException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4OutputException(String message) {
        super(message);
    }

    public Glm4OutputException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
