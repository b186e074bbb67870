package io.github.camelglm4.error;

/**
 * The model's answer is not what {@code outputClass} or {@code outputSchema} asks for, and asking again did not help.
 * The message names what does not fit, {@link #getText()} is the last answer.
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
