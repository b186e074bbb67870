package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.text.PrintableText;
import org.apache.camel.PropertyBindingException;

/** Why the gateway cannot start, in one line. */
final class StartFailure {

    private static final int LONGEST = 1_000;

    private StartFailure() {}

    /** Returns the message of the first exception that Camel has not wrapped around another one. */
    static String message(Throwable failure) {
        Throwable reason = failure;
        while (reason.getCause() != null && isWrapper(reason)) {
            reason = reason.getCause();
        }
        if (reason instanceof PropertyBindingException wrong) {
            // not its message, which contains the value: it may be a key
            return wrong.getOptionPrefix() + wrong.getOptionKey() + " is not a property";
        }
        return PrintableText.clip(reason.getMessage() == null ? reason.toString() : reason.getMessage(), LONGEST);
    }

    private static boolean isWrapper(Throwable failure) {
        return failure.getClass().getName().startsWith("org.apache.camel.") || failure.getMessage() == null;
    }
}
