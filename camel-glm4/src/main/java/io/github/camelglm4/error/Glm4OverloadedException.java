package io.github.camelglm4.error;

/** The model is overloaded. A later call, or a call of another model, may succeed. */
public class Glm4OverloadedException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4OverloadedException(String message) {
        super(message);
    }

    public Glm4OverloadedException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
