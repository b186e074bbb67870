package io.github.camelglm4.benchmark.floor;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Finds the time stamp in a chunk. To measure delays, the floor must read it too. */
final class Stamp {

    private static final byte[] BEFORE = "\"content\":\"".getBytes(StandardCharsets.US_ASCII);

    private Stamp() {}

    /**
     * The first time stamp in the buffer; null if there is none, or it is incomplete. A gateway may send the role
     * first, in a chunk with an empty text.
     */
    static String in(Buffer buffer) {
        for (int i = 0; i + BEFORE.length < buffer.length(); i++) {
            if (matches(buffer, i)) {
                int start = i + BEFORE.length;
                int end = start;
                while (end < buffer.length() && Character.isDigit(buffer.getByte(end))) {
                    end++;
                }
                if (end > start) {
                    return end < buffer.length() ? buffer.getString(start, end) : null;
                }
            }
        }
        return null;
    }

    private static boolean matches(Buffer buffer, int position) {
        for (int i = 0; i < BEFORE.length; i++) {
            if (buffer.getByte(position + i) != BEFORE[i]) {
                return false;
            }
        }
        return true;
    }
}
