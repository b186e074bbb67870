package io.github.camelglm4.tools;

import java.util.Collection;

/**
 * The reason why a tool call has no result. The message is sent to the model: a fixed text, or errors in the arguments
 * of the model, but no internals.
 */
public final class ToolProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean decision;

    private ToolProblem(String text, Throwable cause, boolean decision) {
        super(text, cause, false, false);
        this.decision = decision;
    }

    /** The model called a tool that does not exist. */
    static ToolProblem unknown(Collection<String> tools) {
        return of("there is no tool of that name. The tools are: " + String.join(", ", tools));
    }

    static ToolProblem tooMany(int most) {
        return of("too many calls at once, only the first " + most + " were run");
    }

    static ToolProblem timeout() {
        return of("the tool did not answer in time");
    }

    /** The route of the tool is not running. */
    public static ToolProblem unavailable() {
        return of("the tool is not available at the moment");
    }

    /** @param cause for the trace, not for the model; may be null */
    public static ToolProblem failed(Throwable cause) {
        return new ToolProblem("the tool failed", cause, false);
    }

    /** @param reason sent to the model; may be null or blank */
    public static ToolProblem rejected(String reason) {
        String text = "the call was not approved";
        return new ToolProblem(reason == null || reason.isBlank() ? text : text + ": " + reason, null, true);
    }

    /** The filter made no decision, so the call must not run. */
    public static ToolProblem undecided(Throwable cause) {
        return new ToolProblem("the call was not approved", cause, false);
    }

    /** Returns whether the filter rejected the call, which is not a failure. */
    boolean isDecision() {
        return decision;
    }

    String forModel() {
        return "Error: " + getMessage();
    }

    static ToolProblem of(String text) {
        return new ToolProblem(text, null, false);
    }
}
