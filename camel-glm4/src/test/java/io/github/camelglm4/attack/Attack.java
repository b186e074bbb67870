package io.github.camelglm4.attack;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.camelglm4.testing.Http2Frames;
import java.io.ByteArrayOutputStream;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * What one connection of an attacker sends who knows no key: a beginning, and then the same again and again. Nothing is
 * read.
 */
enum Attack {
    PIPELINED_REQUESTS(
            "",
            part -> "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n"
                    .repeat(200)
                    .getBytes(US_ASCII)),

    HTTP2_HEAD_REQUESTS(null, part -> repeated(100, i -> head(part, i, "HEAD"))),

    RAPID_RESETS(
            null,
            part -> repeated(
                    100,
                    i -> Http2Frames.join(
                            head(part, i, "GET"),
                            Http2Frames.frame(Http2Frames.RST_STREAM, 0, stream(part, i), new byte[] {0, 0, 0, 8})))),

    CONTINUATIONS(
            null,
            part -> Http2Frames.join(
                    part == 0 ? Http2Frames.frame(Http2Frames.HEADERS, 0, 1, new byte[] {(byte) 0x86}) : new byte[0],
                    repeated(200, i -> Http2Frames.frame(Http2Frames.CONTINUATION, 0, 1)))),

    PINGS(
            null,
            part -> repeated(
                    200,
                    i -> Http2Frames.join(
                            Http2Frames.frame(Http2Frames.PING, 0, 0, new byte[8]),
                            Http2Frames.frame(Http2Frames.SETTINGS, 0, 0)))),

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
        this.beginning = beginning == null ? Http2Frames.preface() : beginning.getBytes(US_ASCII);
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

    /** A request without a key, and with a number that no other of its connection has. */
    private static byte[] head(int part, int number, String method) {
        return Http2Frames.headers(Http2Frames.END_STREAM, stream(part, number), method, "/v1/models");
    }

    private static int stream(int part, int number) {
        return 2 * (100 * part + number) + 1;
    }

    private static byte[] repeated(int times, IntFunction<byte[]> frames) {
        return Http2Frames.join(IntStream.range(0, times).mapToObj(frames).toArray(byte[][]::new));
    }
}
