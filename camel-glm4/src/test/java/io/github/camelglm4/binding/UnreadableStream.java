package io.github.camelglm4.binding;

import java.io.InputStream;

/** Fails the test that reads it. */
public final class UnreadableStream extends InputStream {

    @Override
    public int read() {
        throw new AssertionError("the stream is read");
    }
}
