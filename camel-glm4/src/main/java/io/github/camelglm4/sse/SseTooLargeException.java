package io.github.camelglm4.sse;

/** Thrown if one event of a stream is larger than the limit of the decoder, which cannot decode further. */
public final class SseTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    public SseTooLargeException(int limit) {
        super("an event of the stream is larger than " + limit + " bytes");
        this.limit = limit;
    }

    /** Returns the maximum size of one event, in bytes. */
    public int limit() {
        return limit;
    }
}
