package io.github.camelglm4.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/** Frames of HTTP/2 as bytes, in any order that an attacker likes. */
final class Http2Frames {

    static final int HEADERS = 1;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    static Http2Frames preface() {
        Http2Frames frames = new Http2Frames();
        frames.bytes.writeBytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII));
        return frames.frame(SETTINGS, 0, 0, new byte[0]);
    }

    Http2Frames frame(int type, int flags, int stream, byte[] payload) {
        int length = payload.length;
        bytes.writeBytes(new byte[] {
            (byte) (length >> 16),
            (byte) (length >> 8),
            (byte) length,
            (byte) type,
            (byte) flags,
            (byte) (stream >> 24),
            (byte) (stream >> 16),
            (byte) (stream >> 8),
            (byte) stream
        });
        bytes.writeBytes(payload);
        return this;
    }

    /** The header block of a request without a body and without a key. */
    static byte[] request(String method) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        literal(block, 2, method);
        block.write(0x86);
        literal(block, 4, "/v1/models");
        literal(block, 1, "localhost");
        return block.toByteArray();
    }

    private static void literal(ByteArrayOutputStream block, int name, String value) {
        block.write(name);
        block.write(value.length());
        block.writeBytes(value.getBytes(US_ASCII));
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }
}
