package io.github.camelglm4.tools;

import java.util.Collection;

/**
 * Why a call of a tool has no result. The message goes to the model: fixed words, or findings about the model's own
 * arguments, and no internals.
 */
public final class ToolProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final boolean decision;

    private ToolProblem(String told, Throwable cause, boolean decision) {
        super(told, cause, false, false);
        this.decision = decision;
    }

    /** The model made the name up. */
    static ToolProblem unknown(Collection<String> tools) {
        return of("there is no tool of that name. The tools are: " + String.join(", ", tools));
    }

    static ToolProblem tooMany(int most) {
        return of("too many calls at once, only the first " + most + " were run");
    }

    static ToolProblem timeout() {
        return of("the tool did not answer in time");
    }

    /** Its route is not running. */
    public static ToolProblem unavailable() {
        return of("the tool is not available at the moment");
    }

    /** @param cause for the route's author; may be null */
    public static ToolProblem failed(Throwable cause) {
        return new ToolProblem("the tool failed", cause, false);
    }

    /** @param reason for the model; may be null or blank */
    public static ToolProblem rejected(String reason) {
        String told = "the call was not approved";
        return new ToolProblem(reason == null || reason.isBlank() ? told : told + ": " + reason, null, true);
    }

    /** The filter failed to decide, so the call must not run. */
    public static ToolProblem undecided(Throwable cause) {
        return new ToolProblem("the call was not approved", cause, false);
    }

    /** Whether the filter rejected the call, which is no failure. */
    boolean isDecision() {
        return decision;
    }

    String told() {
        return "Error: " + getMessage();
    }

    static ToolProblem of(String told) {
        return new ToolProblem(told, null, false);
    }
}
