package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.text.PrintableText;

/**
 * Replaces an exception of the transport whose message quotes the other side: the same message, masked and printable,
 * and the same stack trace. Without it, a logged stack trace would show what the outer message masks.
 */
final class ShownCause extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ShownCause(String message, Throwable cause) {
        super(message, cause, false, true);
    }

    /**
     * Returns the exception itself if its message and the messages of its causes can be shown, otherwise its
     * replacement.
     */
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
