package io.github.camelglm4.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Reads lines of bytes, each with its number and its place. Blank lines and a byte order mark are skipped. Not
 * thread-safe.
 */
public final class LineReader implements AutoCloseable {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream in;
    private final long longest;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private long number;
    private long offset;
    private long read;

    /**
     * @param in closed with this reader
     * @param longest maximum number of bytes of a line
     */
    public LineReader(InputStream in, long longest) {
        this.in = in instanceof BufferedInputStream ? in : new BufferedInputStream(in, 1 << 16);
        this.longest = longest;
    }

    /**
     * Returns the next line without its line end; null at the end.
     *
     * @throws LineTooLongException if it is too long; the next call returns the line after it
     * @throws IOException if it cannot be read
     */
    public byte[] next() throws IOException {
        for (int first = read(); first >= 0; first = read()) {
            number++;
            offset = read - 1;
            byte[] bytes = line(first);
            if (!isBlank(bytes)) {
                return bytes;
            }
        }
        return null;
    }

    /** The number of the line that {@link #next} returned last, 1 for the first line. Blank lines count. */
    public long number() {
        return number;
    }

    /** The position of that line, in bytes. A reader that begins there returns the same line. */
    public long offset() {
        return offset;
    }

    private byte[] line(int first) throws IOException {
        line.reset();
        boolean tooLong = false;
        for (int b = first; b >= 0 && b != '\n'; b = read()) {
            tooLong = line.size() >= longest;
            if (!tooLong) {
                line.write(b);
            }
        }
        if (tooLong) {
            throw new LineTooLongException(number, longest);
        }
        byte[] bytes = line.toByteArray();
        int from = number == 1 && startsWithMark(bytes) ? BYTE_ORDER_MARK.length : 0;
        int to = bytes.length;
        while (to > from && bytes[to - 1] == '\r') {
            to--;
        }
        return from == 0 && to == bytes.length ? bytes : Arrays.copyOfRange(bytes, from, to);
    }

    private int read() throws IOException {
        read++;
        return in.read();
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(bytes, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
