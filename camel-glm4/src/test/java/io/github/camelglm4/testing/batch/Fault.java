package io.github.camelglm4.testing.batch;

import java.util.Map;

/**
 * What happens to a request instead of the normal response.
 *
 * @param headers further headers of the response
 * @param cutAfter with {@link Kind#CUT}, the bytes of the body that are still sent
 */
public record Fault(Kind kind, int status, String code, String message, Map<String, String> headers, long cutAfter) {

    enum Kind {
        /** An error; the request is not executed. */
        ERROR,
        /** An error before the body of the request is read. */
        EARLY_ERROR,
        /** The connection is closed; the request is not executed. */
        LOST_REQUEST,
        /** The request is executed, but the connection is closed without a response. */
        LOST_RESPONSE,
        /** The request is executed, but its response is cut off. */
        CUT
    }

    public static Fault error(int status, String code, String message) {
        return new Fault(Kind.ERROR, status, code, message, Map.of(), 0);
    }

    /** The account reached its rate limit. */
    public static Fault rateLimit() {
        return error(429, "1302", "Rate limit reached for requests");
    }

    public static Fault rateLimit(int retryAfterSeconds) {
        Map<String, String> headers = Map.of("Retry-After", String.valueOf(retryAfterSeconds));
        return new Fault(Kind.ERROR, 429, "1302", "Rate limit reached for requests", headers, 0);
    }

    public static Fault serverError() {
        return error(500, "500", "Internal error");
    }

    /** The same error, sent without reading the body of the request. */
    public Fault early() {
        return new Fault(Kind.EARLY_ERROR, status, code, message, headers, 0);
    }

    /** The connection is lost before the request is executed. */
    public static Fault lostRequest() {
        return new Fault(Kind.LOST_REQUEST, 0, null, null, Map.of(), 0);
    }

    /** The connection is lost after the request was executed. */
    public static Fault lostResponse() {
        return new Fault(Kind.LOST_RESPONSE, 0, null, null, Map.of(), 0);
    }

    /** The connection is lost after that number of bytes of the response's body. */
    public static Fault cut(long afterBytes) {
        return new Fault(Kind.CUT, 0, null, null, Map.of(), afterBytes);
    }
}
