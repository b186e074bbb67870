package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.Answers.EVENTS;
import static io.github.camelglm4.testing.faults.Answers.bytes;
import static io.github.camelglm4.testing.faults.Answers.gzip;
import static io.github.camelglm4.testing.faults.Answers.gzipped;
import static io.github.camelglm4.testing.faults.Fault.TEXT;
import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.testing.Reply;
import java.util.List;

/** Responses that violate HTTP, or use features that were not requested. */
final class FramingFaults {

    private static final String CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n";
    private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n".repeat(3);

    private FramingFaults() {}

    static List<FaultScript> all(Api api) {
        String answer = api.answer(TEXT);
        return List.of(
                fault("compressed although not requested")
                        .unstreamed(gzipped("application/json", gzip(answer, 1)))
                        .streamed(gzipped("text/event-stream", gzip(EVENTS, 1)))
                        .variant("but cannot be unpacked")
                        .fails(Glm4ResponseException.class)
                        .closes()
                        .unstreamed(gzipped("application/json", "this is not gzip at all".getBytes())),
                fault("not HTTP")
                        .fails(Glm4ResponseException.class)
                        .says("sent an invalid HTTP response")
                        .closes()
                        .options("&responseTimeout=5000")
                        .both(Reply.raw()
                                .bytes("\u0000\u0001SSH-2.0-OpenSSH_9.9\r\n\r\n\r\n")
                                .never()),
                fault("100 or 103 before the answer")
                        .unstreamed(Reply.raw().bytes(CONTINUE + bytes("application/json", answer)))
                        .streamed(Reply.raw().bytes(CONTINUE + bytes("text/event-stream", EVENTS)))
                        .variant("103")
                        .unstreamed(Reply.raw().bytes(HINTS + bytes("application/json", answer)))
                        .streamed(Reply.raw().bytes(HINTS + bytes("text/event-stream", EVENTS))),
                fault("two lengths that differ")
                        .fails(Glm4ResponseException.class)
                        .says("sent an invalid HTTP response")
                        .closes()
                        .both(api.reply().header("Content-Length", "5")));
    }
}
