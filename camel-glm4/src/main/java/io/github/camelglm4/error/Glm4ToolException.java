package io.github.camelglm4.error;

/**
 * A tool that the model called had no result where that fails the call ({@code toolErrors=fail}), or the model went on
 * calling tools without end.
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
