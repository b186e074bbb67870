package io.github.camelglm4.error;

/** Too many concurrent requests, or too many in a short time, for this key and model. */
public class Glm4RateLimitException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4RateLimitException(String message) {
        super(message);
    }

    public Glm4RateLimitException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
