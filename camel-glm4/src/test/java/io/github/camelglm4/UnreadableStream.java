package io.github.camelglm4;

import java.io.InputStream;

/** Fails the test that reads it. */
final class UnreadableStream extends InputStream {

    @Override
    public int read() {
        throw new AssertionError("the stream is read");
    }
}
