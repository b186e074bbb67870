package io.github.camelglm4.examples.bulk.routes;

/** The batch has no time for another request. It is read again. */
public class TimeIsOverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TimeIsOverException(String message) {
        super(message, null, false, false);
    }
}
