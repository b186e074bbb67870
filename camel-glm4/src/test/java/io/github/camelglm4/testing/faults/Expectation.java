package io.github.camelglm4.testing.faults;

import io.github.camelglm4.error.Glm4Exception;
import java.util.List;

/**
 * The expected outcome of a fault, with up to two retries.
 *
 * @param failure null if an answer is expected
 * @param text a regular expression for the answer, or for the text before the failure; null if there is none
 * @param requests the expected number of requests
 * @param retryable whether the failure is retryable
 * @param status the status in the failure; null for any
 * @param code the code in the failure; null for any
 * @param says parts of the message of the failure
 * @param closes whether the connection is closed afterwards
 * @param options options of the calling endpoint
 */
public record Expectation(
        Class<? extends Glm4Exception> failure,
        String text,
        int requests,
        boolean retryable,
        Integer status,
        String code,
        List<String> says,
        boolean closes,
        String options) {

    /** In {@code says}: the address and port of the called server. */
    public static final String HOST = "{host}";

    public boolean retried() {
        return failure != null && requests > 1;
    }
}
