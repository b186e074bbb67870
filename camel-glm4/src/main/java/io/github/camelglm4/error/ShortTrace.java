package io.github.camelglm4.error;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the stack traces of failures whose messages say all: frames of event loops and of the component tell whoever
 * runs a route nothing, and fill the logs. They stay while {@code io.github.camelglm4} logs at DEBUG.
 */
public final class ShortTrace {

    private static final Logger LOG = LoggerFactory.getLogger(ShortTrace.class);
    private static final String OUR_CODE = "io.github.camelglm4.";
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

    /** The same failure, without frames if the component threw it and each of its causes. */
    public static Throwable ofRefusal(Throwable failure) {
        return failure instanceof Glm4Exception && isOurs(failure) ? of(failure) : failure;
    }

    private static boolean isOurs(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            StackTraceElement[] frames = cause.getStackTrace();
            if (frames.length > 0 && !frames[0].getClassName().startsWith(OUR_CODE)) {
                return false;
            }
        }
        return true;
    }
}
