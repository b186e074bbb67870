package io.github.camelglm4.testing;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Frames of HTTP/2 as bytes, for requests that no client library sends. Source: RFC 9113 and RFC 7541. */
public final class Http2Frames {

    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int CONTINUATION = 9;

    public static final int ACK = 1;
    public static final int END_STREAM = 1;
    public static final int END_HEADERS = 4;
    public static final int PRIORITY = 32;

    /** One received frame. */
    public record Frame(int type, int flags, int stream, byte[] payload) {

        public int number() {
            return ByteBuffer.wrap(payload).getInt();
        }
    }

    private Http2Frames() {}

    /** The preface, and empty settings. */
    public static byte[] preface() {
        return join("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII), frame(SETTINGS, 0, 0));
    }

    public static byte[] frame(int type, int flags, int stream, byte... payload) {
        return ByteBuffer.allocate(9 + payload.length)
                .putShort((short) (payload.length >> 8))
                .put((byte) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    /** The head of a request, with other headers as alternating names and values. */
    public static byte[] headers(int flags, int stream, String method, String path, String... more) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x86); // :scheme: http
        literal(block, ":method", method);
        literal(block, ":path", path);
        literal(block, ":authority", "localhost");
        for (int i = 0; i < more.length; i += 2) {
            literal(block, more[i], more[i + 1]);
        }
        return frame(HEADERS, END_HEADERS | flags, stream, block.toByteArray());
    }

    /** A complete chat request, as the first request of its connection. */
    public static byte[] question(String json) {
        return join(
                headers(0, 1, "POST", "/v1/chat/completions", "content-type", "application/json"),
                frame(DATA, END_STREAM, 1, json.getBytes(StandardCharsets.UTF_8)));
    }

    private static void literal(ByteArrayOutputStream block, String name, String value) {
        block.write(0);
        for (String text : new String[] {name, value}) {
            block.write(text.length());
            block.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    public static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The status in the first head from a connection. */
    public static String status(Frame headers) throws Http2Exception {
        int priority = (headers.flags() & PRIORITY) == 0 ? 0 : 5;
        return new DefaultHttp2HeadersDecoder()
                .decodeHeaders(
                        headers.stream(),
                        Unpooled.wrappedBuffer(headers.payload(), priority, headers.payload().length - priority))
                .status()
                .toString();
    }

    public static Frame read(DataInputStream in) throws IOException {
        int length = in.readUnsignedShort() << 8 | in.readUnsignedByte();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, in.readNBytes(length));
    }
}
