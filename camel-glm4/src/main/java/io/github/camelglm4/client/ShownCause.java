package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.text.PrintableText;

/**
 * Stands for an exception of the transport whose message quotes what the other side sent: the same sentence, masked and
 * printable, and the same stack trace. Without it a stack trace in a log would show what the message above it does not.
 */
final class ShownCause extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ShownCause(String message, Throwable cause) {
        super(message, cause, false, true);
    }

    /** The exception itself if it, and all that caused it, can be shown. */
    static Throwable of(Throwable failure, Secrets secrets) {
        Throwable cause = failure.getCause() == null ? null : of(failure.getCause(), secrets);
        String shown = secrets.show(failure.getMessage(), 2 * PrintableText.SENTENCE);
        if (cause == failure.getCause() && (shown == null || shown.equals(failure.getMessage()))) {
            return failure;
        }
        ShownCause stand = new ShownCause(failure.getClass().getName() + ": " + shown, cause);
        stand.setStackTrace(failure.getStackTrace());
        return stand;
    }
}
