package io.github.camelglm4.usage;

/** A store cannot tell whether a change was added, for example because its database did not confirm a commit. */
public class UnknownOutcomeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UnknownOutcomeException(String message, Throwable cause) {
        super(message, cause);
    }
}
