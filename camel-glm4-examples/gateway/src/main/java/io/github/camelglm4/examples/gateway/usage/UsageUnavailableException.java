package io.github.camelglm4.examples.gateway.usage;

/** The report cannot be made, because the database fails or does not answer. */
final class UsageUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    UsageUnavailableException(Throwable cause) {
        super("the usage database is not available", cause);
    }
}
