package io.github.camelglm4.json;

import java.io.IOException;

/** The objects of a JSON document would take more memory than the limit of its size allows. */
public final class JsonTooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private final int limit;

    JsonTooLargeException(int limit, long allowance) {
        super("its objects take more than " + allowance + " bytes of memory");
        this.limit = limit;
    }

    /** The limit of the document's size, in bytes, from which that of its memory follows. */
    public int limit() {
        return limit;
    }
}
