package io.github.camelglm4.error;

/** A time limit passed; the message names the option that sets it, and its value. */
public class Glm4TimeoutException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4TimeoutException(String message) {
        super(message);
    }

    public Glm4TimeoutException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
