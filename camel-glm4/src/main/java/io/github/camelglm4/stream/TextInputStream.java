package io.github.camelglm4.stream;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The text of a stream as UTF-8 bytes, as it arrives. A surrogate pair that two deltas divide is one character. */
public final class TextInputStream extends InputStream {

    private final Closeable stream;
    private final ChunkIterator<StreamElement> elements;
    private final CharsetEncoder encoder = StandardCharsets.UTF_8
            .newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);

    private String divided = "";
    private ByteBuffer bytes = ByteBuffer.allocate(0);
    private boolean ended;
    private RuntimeException failure;

    /** @param stream closed with this */
    public TextInputStream(Closeable stream, StreamReader pipe) {
        this.stream = stream;
        this.elements = new ChunkIterator<>(stream, pipe, element -> element);
    }

    @Override
    public int read() {
        return fill() ? bytes.get() & 0xff : -1;
    }

    /** Waits for the first byte only; then takes what is there. */
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
            if (element.type() == StreamElement.Type.TEXT || element.isEnd()) {
                bytes = encode(divided + element.text(), element.isEnd());
            }
        }
        return true;
    }

    /** A failure is told again and again: to be told the end instead would make half an answer look whole. */
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

    private ByteBuffer encode(String text, boolean last) {
        boolean open = !last && !text.isEmpty() && Character.isHighSurrogate(text.charAt(text.length() - 1));
        divided = open ? text.substring(text.length() - 1) : "";
        try {
            return encoder.encode(CharBuffer.wrap(text, 0, text.length() - divided.length()));
        } catch (CharacterCodingException e) {
            throw new IllegalStateException("malformed text is replaced, not reported", e);
        }
    }
}
