package io.github.camelglm4.error;

/**
 * The history of a conversation could not be read or stored. The turn was not stored. If there was an answer,
 * {@link #getText()} returns it.
 */
public class Glm4ConversationException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4ConversationException(String message) {
        super(message);
    }

    public Glm4ConversationException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
