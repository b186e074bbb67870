package io.github.camelglm4.error;

/** Moderation blocked the prompt or the answer. {@link #getText()} returns the answer text until then. */
public class Glm4ContentFilterException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4ContentFilterException(String message) {
        super(message);
    }

    public Glm4ContentFilterException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
