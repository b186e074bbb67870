package io.github.camelglm4.error;

import java.util.List;

/** A batch failed, expired or was canceled: the request has no answer. {@link #getFindings()} tells why, if known. */
public class Glm4BatchException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<BatchFinding> findings;

    public Glm4BatchException(String message) {
        this(message, List.of());
    }

    public Glm4BatchException(String message, List<BatchFinding> findings) {
        // a line fails on a thread of the component, whose frames contain nothing of the route
        super(message, null, FailureDetails.afterAttempts(1));
        this.findings = List.copyOf(findings);
    }

    /** Returns the findings for this request; if there are none, those for the whole file. Empty if unknown. */
    public List<BatchFinding> getFindings() {
        // Java serialization drops them
        return findings == null ? List.of() : findings;
    }
}
