package io.github.camelglm4.binding;

import java.io.InputStream;

/** A stream that fails the test if it is read. */
public final class UnreadableStream extends InputStream {

    @Override
    public int read() {
        throw new AssertionError("the stream is read");
    }
}
