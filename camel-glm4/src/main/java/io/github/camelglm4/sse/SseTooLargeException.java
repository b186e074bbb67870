package io.github.camelglm4.sse;

/** Raised when one event of a stream is larger than the decoder accepts. The stream cannot be decoded further. */
public final class SseTooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    public SseTooLargeException(int limit) {
        super("An event of the stream is larger than " + limit + " bytes");
        this.limit = limit;
    }

    /** The largest accepted size of one event, in bytes. */
    public int limit() {
        return limit;
    }
}
