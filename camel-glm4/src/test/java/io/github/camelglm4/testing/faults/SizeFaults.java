package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.Answers.HEAD;
import static io.github.camelglm4.testing.faults.Answers.begun;
import static io.github.camelglm4.testing.faults.Answers.begunThen;
import static io.github.camelglm4.testing.faults.Answers.chunk;
import static io.github.camelglm4.testing.faults.Answers.delta;
import static io.github.camelglm4.testing.faults.Answers.gzip;
import static io.github.camelglm4.testing.faults.Answers.gzipped;
import static io.github.camelglm4.testing.faults.Fault.BEGINNING;
import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.Reply;
import java.util.List;

/** Responses that reach the limits of size. */
final class SizeFaults {

    private static final String LIMIT = "maxResponseSize of 1000000";
    private static final String LIMITED = "&maxResponseSize=1000000&requestTimeout=20000";
    private static final String SMALL_LIMIT = "&maxResponseSize=50000&requestTimeout=20000";
    private static final String SPACES = " ".repeat(16_384);
    /** 64 MiB of spaces. */
    private static final byte[] BOMB = gzip(" ".repeat(65_536), 1_024);

    private static final String TOOL = "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}";

    private SizeFaults() {}

    static List<FaultScript> all(Api api) {
        return List.of(
                fault("header of 1 MiB")
                        .fails(Glm4ResponseException.class)
                        .says("65536")
                        .closes()
                        .both(api.reply().header("X-Huge", "h".repeat(1_048_576))),
                fault("20,000 headers")
                        .fails(Glm4ResponseException.class)
                        .says("65536")
                        .closes()
                        .both(manyHeaders()),
                largeField(api),
                fault("compressed answer that expands above the limit")
                        .fails(Glm4ResponseException.class)
                        .says(LIMIT)
                        .closes()
                        .options(LIMITED)
                        .unstreamed(bomb("application/json"))
                        .streamed(bomb("text/event-stream")),
                endless());
    }

    private static Reply manyHeaders() {
        StringBuilder head = new StringBuilder(HEAD);
        for (int i = 0; i < 20_000; i++) {
            head.append("X-Many-").append(i).append(": y\r\n");
        }
        return Reply.raw().bytes(head + "\r\n");
    }

    private static FaultScript largeField(Api api) {
        return fault("one field of 32 MiB")
                .fails(Glm4ResponseException.class)
                .variant("above a smaller limit")
                .says("maxResponseSize of 50000")
                .options(SMALL_LIMIT)
                .unstreamed(Reply.json(api.answer("g".repeat(200_000))))
                .variant("in a later event")
                .says()
                .after(BEGINNING)
                .status(200)
                .streamed(begunThen(delta("x".repeat(100_000))))
                .fails(Glm4ResponseException.class)
                .closes()
                .variant("in an event without end")
                .says(LIMIT)
                .options(LIMITED)
                .streamed(Reply.stream().chunk("data: ").repeat(chunk("x".repeat(16_000)), Reply.FOREVER))
                .variant("above the usual limit")
                .says("maxResponseSize of 16777216 bytes")
                .options("")
                .unstreamed(Reply.raw()
                        .bytes(HEAD + "Content-Length: 33554490\r\n\r\n{\"choices\":[{\"message\":{\"content\":\"")
                        .repeat("g".repeat(16_384), 2_048)
                        .never());
    }

    private static Reply bomb(String contentType) {
        if (BOMB.length >= 2 * 65_536) {
            throw new IllegalStateException("Not small: " + BOMB.length);
        }
        return gzipped(contentType, BOMB)
                .without("Content-Length")
                .header("Content-Length", String.valueOf(BOMB.length + 1))
                .never();
    }

    private static FaultScript endless() {
        String ping = "event: ping\ndata: {\"type\":\"ping\"}\n\n";
        return fault("endless response body")
                .fails(Glm4ResponseException.class)
                .says(LIMIT)
                .closes()
                .options(LIMITED)
                .unstreamed(Reply.raw().bytes(HEAD + "\r\n").repeat(SPACES, Reply.FOREVER))
                .variant("with an error status")
                .says()
                .status(503)
                .unstreamed(Reply.raw()
                        .bytes("HTTP/1.1 503 Busy\r\nContent-Type: text/html\r\n\r\n")
                        .repeat(SPACES, Reply.FOREVER))
                .variant("comments")
                .says("without a piece of the answer")
                .status(200)
                .streamed(Reply.stream().repeat(chunk(Answers.COMMENT.repeat(1_000)), Reply.FOREVER))
                .variant("pings")
                .streamed(Reply.stream().repeat(chunk(ping.repeat(1_000)), Reply.FOREVER))
                .variant("empty pieces")
                .says()
                .options(SMALL_LIMIT)
                .after(BEGINNING)
                .streamed(begun().repeatEvent(delta(""), Reply.FOREVER))
                .variant("empty tool calls")
                .streamed(begun().repeatEvent(TOOL, Reply.FOREVER))
                .variant("text")
                .after("fix+")
                .streamed(begun().repeatEvent(delta("x"), Reply.FOREVER));
    }
}
