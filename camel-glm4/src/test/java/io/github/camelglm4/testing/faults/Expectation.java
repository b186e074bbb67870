package io.github.camelglm4.testing.faults;

import io.github.camelglm4.error.Glm4Exception;
import java.util.List;

/**
 * What has to come of a fault, with two retries allowed.
 *
 * @param failure null when there has to be an answer
 * @param text as a regular expression: of the answer, or with a failure the part that came before it; null if there is
 *     none
 * @param requests how often the service is asked
 * @param retryable what the failure says of that
 * @param status which the failure tells; null for any
 * @param code which the failure tells; null for any
 * @param says parts of the failure's message
 * @param closes whether the connection is closed afterwards
 * @param options of the endpoint that asks
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

    /** Among what is said: address and port of the server that was asked. */
    public static final String HOST = "{host}";

    public boolean retried() {
        return failure != null && requests > 1;
    }
}
