package io.github.camelglm4.error;

/**
 * A tool call has no result and {@code toolErrors=fail} is set, or the limit of tool rounds or nested tool calls is
 * reached.
 */
public class Glm4ToolException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4ToolException(String message) {
        super(message);
    }

    public Glm4ToolException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
