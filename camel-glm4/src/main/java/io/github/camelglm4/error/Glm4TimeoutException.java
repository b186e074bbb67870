package io.github.camelglm4.error;

/** A timeout expired. The message names its option and value. */
public class Glm4TimeoutException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4TimeoutException(String message) {
        super(message);
    }

    public Glm4TimeoutException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
