package io.github.camelglm4.benchmark.service;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;

/** The bytes of the answers, encoded once: most writes of the service send a view of them. */
final class Wire {

    /** Number of events in one write of a stream without interval. */
    static final int EVENTS_A_BLOCK = 50;

    private static final String NAMES =
            "\"id\":\"chatcmpl-7f3a2b9c1d4e\",\"created\":1763800000,\"model\":\"GLM-4-Air\"";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":16,\"completion_tokens\":28,\"total_tokens\":44}";
    private static final String ANSWER_TEXT =
            "A message router reads each message and sends it on to where it belongs, "
                    + "so that neither sender nor receiver has to know of the other. "
                    + "It is for users who connect systems.";

    private static final String BEFORE_TEXT =
            chunkStart() + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"";
    private static final String AFTER_TEXT = "\"},\"finish_reason\":null}]}\n\n";

    /**
     * The digits of {@link System#nanoTime()} with leading zeros, so that all events with time stamps have the same
     * length.
     */
    private static final int STAMP_DIGITS = 18;

    private static final ByteBuf BEFORE_STAMP;
    private static final ByteBuf AFTER_STAMP = fixed(AFTER_TEXT + "\r\n");

    private static final ByteBuf ANSWER;
    private static final Map<List<Integer>, ByteBuf> VECTORS = new ConcurrentHashMap<>();
    private static final ByteBuf STREAM_HEAD = fixed("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n"
            + "Cache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n");
    private static final ByteBuf EVENT = fixed(httpChunk(BEFORE_TEXT + "router " + AFTER_TEXT));
    private static final ByteBuf EVENTS =
            fixed(httpChunk(BEFORE_TEXT + "router " + AFTER_TEXT).repeat(EVENTS_A_BLOCK));
    private static final ByteBuf STREAM_END = fixed(httpChunk(chunkStart()
                    + "\"choices\":[{\"index\":0,\"delta\":{\"content\":\"\"},\"finish_reason\":\"stop\"}]," + USAGE
                    + "}\n\n")
            + httpChunk("data: [DONE]\n\n") + "0\r\n\r\n");
    private static final ByteBuf NOT_FOUND = fixed("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");

    static {
        String json = "{" + NAMES + ",\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"" + ANSWER_TEXT + "\"},\"finish_reason\":\"stop\"}]," + USAGE
                + "}";
        ANSWER = json(json);
        int stampedLength = BEFORE_TEXT.length() + STAMP_DIGITS + AFTER_TEXT.length();
        BEFORE_STAMP = fixed(Integer.toHexString(stampedLength) + "\r\n" + BEFORE_TEXT);
    }

    private Wire() {}

    static ByteBuf answer() {
        return ANSWER.duplicate();
    }

    /** As many vectors, encoded once for each number. */
    static ByteBuf vectors(int count, int dimensions) {
        return VECTORS.computeIfAbsent(List.of(count, dimensions), key -> json(vectorsJson(count, dimensions)))
                .duplicate();
    }

    private static String vectorsJson(int count, int dimensions) {
        Random random = new Random(1);
        StringBuilder json = new StringBuilder("{\"model\":\"embedding-3\",\"object\":\"list\",\"data\":[");
        for (int index = 0; index < count; index++) {
            json.append(index == 0 ? "" : ",")
                    .append("{\"object\":\"embedding\",\"index\":")
                    .append(index)
                    .append(",\"embedding\":[");
            for (int place = 0; place < dimensions; place++) {
                json.append(place == 0 ? "" : ",").append(random.nextFloat() - 0.5f);
            }
            json.append("]}");
        }
        return json.append("],").append(USAGE).append('}').toString();
    }

    static ByteBuf notFound() {
        return NOT_FOUND.duplicate();
    }

    static ByteBuf streamHead() {
        return STREAM_HEAD.duplicate();
    }

    static ByteBuf streamEnd() {
        return STREAM_END.duplicate();
    }

    /** @param count at most {@link #EVENTS_A_BLOCK} */
    static ByteBuf events(int count) {
        return EVENTS.slice(0, count * EVENT.readableBytes());
    }

    /** An event whose text is the current time of the clock that all processes of a Linux machine share. */
    static ByteBuf stampedEvent(ByteBufAllocator allocator) {
        ByteBuf event = allocator.buffer(512);
        event.writeBytes(BEFORE_STAMP, 0, BEFORE_STAMP.readableBytes());
        long rest = System.nanoTime();
        int start = event.writerIndex();
        for (int i = STAMP_DIGITS - 1; i >= 0; i--, rest /= 10) {
            event.setByte(start + i, (byte) ('0' + rest % 10));
        }
        event.writerIndex(start + STAMP_DIGITS);
        return event.writeBytes(AFTER_STAMP, 0, AFTER_STAMP.readableBytes());
    }

    private static String chunkStart() {
        return "data: {" + NAMES + ",\"object\":\"chat.completion.chunk\",";
    }

    /** One HTTP chunk per event, as services write. */
    private static String httpChunk(String content) {
        return Integer.toHexString(content.length()) + "\r\n" + content + "\r\n";
    }

    private static ByteBuf json(String json) {
        return fixed("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + json.length()
                + "\r\n\r\n" + json);
    }

    private static ByteBuf fixed(String ascii) {
        byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(bytes.length).writeBytes(bytes).asReadOnly());
    }
}
