package io.github.camelglm4.error;

/** Prompt and answer together do not fit into the model's context window. */
public class Glm4ContextLengthException extends Glm4RequestException {

    private static final long serialVersionUID = 1L;

    public Glm4ContextLengthException(String message) {
        super(message);
    }

    public Glm4ContextLengthException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }

    @Override
    public boolean isRetryable() {
        return false;
    }
}
