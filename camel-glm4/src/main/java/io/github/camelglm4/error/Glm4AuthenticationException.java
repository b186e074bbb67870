package io.github.camelglm4.error;

/** The API key is missing, wrong or expired, or has no permission for this call. */
public class Glm4AuthenticationException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4AuthenticationException(String message) {
        super(message);
    }

    public Glm4AuthenticationException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
