package io.github.camelglm4.error;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the stack traces of failures whose messages say all: frames of event loops and of the component tell whoever runs a
 * route nothing, and fill the logs. They stay while {@code io.github.camelglm4} logs at DEBUG.
 */
public final class ShortTrace {

    private static final Logger LOG = LoggerFactory.getLogger(ShortTrace.class);
    private static final StackTraceElement[] NO_FRAMES = {};

    private ShortTrace() {}

    /** The same failure; it and its causes have no frames. */
    public static <T extends Throwable> T of(T failure) {
        if (!LOG.isDebugEnabled()) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                cause.setStackTrace(NO_FRAMES);
            }
        }
        return failure;
    }

    /** The same failure, without frames if the component made it and nothing else caused it. */
    public static Throwable ofRefusal(Throwable failure) {
        return failure instanceof Glm4Exception && failure.getCause() == null ? of(failure) : failure;
    }
}
