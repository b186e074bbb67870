package io.github.camelglm4.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The text of a stream as UTF-8 bytes, as it is received: its elements do not split characters. */
public final class TextInputStream extends InputStream {

    private final Closeable stream;
    private final ChunkIterator<StreamElement> elements;
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private boolean ended;
    private RuntimeException failure;

    public TextInputStream(Closeable stream, StreamReader pipe) {
        this.stream = stream;
        this.elements = new ChunkIterator<>(stream, pipe, element -> element);
    }

    @Override
    public int read() {
        return fill() ? bytes.get() & 0xff : -1;
    }

    /** Waits for the first byte only; then returns the available bytes. */
    @Override
    public int read(byte[] target, int offset, int length) {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        return count;
    }

    @Override
    public int available() {
        return bytes.remaining();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private boolean fill() {
        while (!bytes.hasRemaining()) {
            if (ended) {
                return false;
            }
            StreamElement element = next();
            ended = element.isEnd();
            if (element.type() == StreamElement.Type.TEXT) {
                bytes = ByteBuffer.wrap(element.text().getBytes(StandardCharsets.UTF_8));
            }
        }
        return true;
    }

    /** Every further read fails too: an end of file after the failure would make a partial answer look complete. */
    private StreamElement next() {
        if (failure != null) {
            throw failure;
        }
        try {
            return elements.next();
        } catch (RuntimeException e) {
            failure = e;
            throw e;
        }
    }
}
