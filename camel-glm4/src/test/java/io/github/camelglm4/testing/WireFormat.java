package io.github.camelglm4.testing;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The bytes of texts, Server-Sent Events and the chunked transfer coding. */
final class WireFormat {

    static final byte[] LAST_CHUNK = utf8("0\r\n\r\n");

    private WireFormat() {}

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] chunk(String text) {
        byte[] content = utf8(text);
        return joined(joined(utf8(Integer.toHexString(content.length) + "\r\n"), content), utf8("\r\n"));
    }

    /** One event in one chunk. */
    static byte[] event(String payload) {
        return chunk("data: " + payload + "\n\n");
    }

    static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
