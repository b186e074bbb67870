package io.github.camelglm4.error;

/** Balance, plan or quota is used up. A retry after a few seconds does not help. */
public class Glm4QuotaException extends Glm4Exception {

    private static final long serialVersionUID = 1L;

    public Glm4QuotaException(String message) {
        super(message);
    }

    public Glm4QuotaException(String message, Throwable cause, FailureDetails details) {
        super(message, cause, details);
    }
}
