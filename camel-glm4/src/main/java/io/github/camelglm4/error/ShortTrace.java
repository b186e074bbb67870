package io.github.camelglm4.error;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes stack traces of failures whose message is sufficient: frames of event loops and of the component do not help
 * users, and fill the logs. If {@code io.github.camelglm4} logs at DEBUG, stack traces are kept.
 */
public final class ShortTrace {

    private static final Logger LOG = LoggerFactory.getLogger(ShortTrace.class);
    private static final String OUR_CODE = "io.github.camelglm4.";
    private static final StackTraceElement[] NO_FRAMES = {};

    private ShortTrace() {}

    /** Removes the frames of a failure and its causes, and returns the failure. */
    public static <T extends Throwable> T of(T failure) {
        if (!LOG.isDebugEnabled()) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                cause.setStackTrace(NO_FRAMES);
            }
        }
        return failure;
    }

    /** Returns the failure, without frames if the component threw it and each of its causes. */
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
