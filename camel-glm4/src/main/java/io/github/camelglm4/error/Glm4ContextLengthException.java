package io.github.camelglm4.error;

/** Prompt and answer exceed the context window of the model. */
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
