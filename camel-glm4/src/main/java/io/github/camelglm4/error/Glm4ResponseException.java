package io.github.camelglm4.error;

/** The response is invalid: wrong content type, malformed, empty, or larger than {@code maxResponseSize}. */
public class Glm4ResponseException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4ResponseException(String message) {
        super(message);
    }

    public Glm4ResponseException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
