package io.github.camelglm4.error;

/** The service reported an internal error. */
public class Glm4ServerException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4ServerException(String message) {
        super(message);
    }

    public Glm4ServerException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
