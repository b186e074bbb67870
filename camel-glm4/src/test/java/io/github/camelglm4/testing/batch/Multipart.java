package io.github.camelglm4.testing.batch;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a multipart/form-data body part by part, without keeping a part in memory. Accepts exactly the grammar of RFC
 * 2046, section 5.1.1, without preamble and epilogue.
 */
final class Multipart {

    private static final int PIECE = 64 * 1024;
    private static final int LONGEST_LINE = 8192;

    private final InputStream in;
    private final byte[] delimiter;
    private final byte[] piece = new byte[PIECE];
    private int position;
    private int limit;

    /** @throws IOException if the body does not begin with the delimiter */
    Multipart(InputStream in, String boundary) throws IOException {
        this.in = in;
        this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.UTF_8);
        String first = line();
        if (!first.equals("--" + boundary)) {
            throw new IOException("The body must begin with --" + boundary + ", but begins with " + first);
        }
    }

    /** The headers of the next part, with names in lower case. */
    Map<String, String> headers() throws IOException {
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("Not a header of a part: " + line);
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    /** Copies the content of the part. Returns whether another part follows. */
    boolean copyTo(OutputStream out) throws IOException {
        int matched = 0;
        byte[] ready = new byte[PIECE];
        int size = 0;
        while (matched < delimiter.length) {
            byte next = read();
            if (next == delimiter[matched]) {
                matched++;
                continue;
            }
            if (size + matched + 1 >= PIECE) {
                out.write(ready, 0, size);
                size = 0;
            }
            // only the first byte of the delimiter is a carriage return, so no shorter match can end here
            System.arraycopy(delimiter, 0, ready, size, matched);
            size += matched;
            matched = next == delimiter[0] ? 1 : 0;
            if (matched == 0) {
                ready[size++] = next;
            }
        }
        out.write(ready, 0, size);
        return isDelimiterOfAnotherPart();
    }

    /** After the last delimiter, the line feed is optional. */
    private boolean isDelimiterOfAnotherPart() throws IOException {
        String rest = "" + (char) read() + (char) read();
        if (rest.equals("\r\n")) {
            return true;
        }
        if (!rest.equals("--") || (hasMore() && !line().isEmpty())) {
            throw new IOException("After a delimiter, expected a line feed or --, but got " + rest);
        }
        return false;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (byte next = read(); next != '\r'; next = read()) {
            line.write(next);
            if (line.size() > LONGEST_LINE) {
                throw new IOException("A line is longer than " + LONGEST_LINE + " bytes");
            }
        }
        if (read() != '\n') {
            throw new IOException("A carriage return without line feed after " + line);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private byte read() throws IOException {
        if (!hasMore()) {
            throw new EOFException("The body ends inside a part");
        }
        return piece[position++];
    }

    private boolean hasMore() throws IOException {
        if (position == limit) {
            limit = Math.max(0, in.read(piece));
            position = 0;
        }
        return limit > 0;
    }
}
