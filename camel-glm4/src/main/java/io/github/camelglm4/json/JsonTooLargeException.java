package io.github.camelglm4.json;

import java.io.IOException;

/** Thrown if the objects of a JSON document need more memory than the limit for its size allows. */
public final class JsonTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    JsonTooLargeException(int limit, long allowance) {
        super("its objects need more than " + allowance + " bytes of memory");
        this.limit = limit;
    }

    /** The limit for the size of the document, in bytes, which determines the limit for its memory. */
    public int limit() {
        return limit;
    }
}
