package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.Answers.COMMENT;
import static io.github.camelglm4.testing.faults.Answers.EVENTS;
import static io.github.camelglm4.testing.faults.Answers.HTML;
import static io.github.camelglm4.testing.faults.Answers.begunThen;
import static io.github.camelglm4.testing.faults.Answers.delta;
import static io.github.camelglm4.testing.faults.Answers.finish;
import static io.github.camelglm4.testing.faults.Answers.stream;
import static io.github.camelglm4.testing.faults.Fault.BEGINNING;
import static io.github.camelglm4.testing.faults.Fault.PRIVATE;
import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Successful responses whose content is unusual, or is no answer of any operation. */
final class ContentFaults {

    private ContentFaults() {}

    static List<FaultScript> all(Api api) {
        String answer = api.answer(Fault.TEXT);
        return List.of(
                malformedJson(api),
                errorInASuccess(),
                invalidUtf8(),
                fault("characters in pieces of one byte")
                        .answers("智谱 😀 é")
                        .unstreamed(Reply.json(api.answer("智谱 😀 é")).inPieces(1, Duration.ofMillis(1)))
                        .streamed(Reply.completionStream("智谱", " 😀 é").inPieces(1)),
                fault("duplicate JSON key")
                        .unstreamed(Reply.json(api.answerWithKeysTwice()))
                        .streamed(stream(api.keysTwice(EVENTS))),
                nestedArrays(),
                fault("200 with an HTML page")
                        .fails(Glm4ResponseException.class)
                        .says("HTTP 200", "text/html")
                        .both(Reply.of(200, "text/html; charset=utf-8", HTML))
                        .says("HTTP 200")
                        .variant("type in capitals")
                        .both(Reply.of(200, "Text/HTML", HTML))
                        .variant("as plain text")
                        .says("text/plain")
                        .unstreamed(Reply.of(200, "text/plain", HTML)),
                withoutABody(),
                fault("valid body with another content type, or none")
                        .unstreamed(Reply.of(200, "application/octet-stream", answer))
                        .streamed(Reply.of(200, "application/octet-stream", EVENTS))
                        .variant("of a page")
                        .unstreamed(Reply.of(200, "text/html; charset=utf-8", answer))
                        .streamed(Reply.of(200, "text/html; charset=utf-8", EVENTS))
                        .variant("none")
                        .unstreamed(api.reply().without("Content-Type"))
                        .streamed(stream(EVENTS).without("Content-Type")),
                fault("serialized Java object")
                        .fails(Glm4ResponseException.class)
                        .both(Reply.of(200, "application/x-java-serialized-object", new byte[] {
                            (byte) 0xAC, (byte) 0xED, 0, 5, 't', 0, 1, 'x'
                        })));
    }

    /** As operations report it that have no finish reason. */
    static FaultScript refusedContent() {
        return fault("moderation stop")
                .fails(Glm4ContentFilterException.class)
                .status(400)
                .code("1301")
                .unstreamed(Reply.error(400, "1301", "sensitive content"));
    }

    private static FaultScript malformedJson(Api api) {
        return fault("malformed JSON")
                .fails(Glm4ResponseException.class)
                .says("not a JSON object", "at byte ")
                .status(200)
                .unstreamed(Reply.json("{\"choices\":[{\"message\":{\"content\":" + PRIVATE + "}}]}"))
                .says("not a JSON object")
                .variant("cut off, though HTTP says it is whole")
                .unstreamed(Reply.json("{\"choices\":[{\"message\""))
                .variant("a second document behind it")
                .says()
                .unstreamed(Reply.json(api.answer("one") + api.answer("two")))
                .variant("in the first event")
                .streamed(Reply.sse("{\"id\":", "[DONE]"))
                .variant("in a later event")
                .after(BEGINNING)
                .streamed(begunThen("{\"choices\":[{\"index\":0," + PRIVATE))
                .variant("words in a later event")
                .streamed(begunThen(PRIVATE + " words"));
    }

    private static FaultScript errorInASuccess() {
        String atOnce =
                "{\"choices\":[{\"index\":0,\"finish_reason\":\"network_error\",\"delta\":{\"content\":\"\"}}]}";
        return fault("error in a 200, or as an event")
                .fails(Glm4OverloadedException.class)
                .retried()
                .code("1305")
                .says("busy")
                .unstreamed(Reply.error(200, "1305", "busy"))
                .variant("of the request")
                .fails(Glm4RequestException.class)
                .unstreamed(Reply.error(200, "1210", "bad parameter"))
                .after(BEGINNING)
                .status(200)
                .streamed(begunThen(GlmJson.error("1210", "bad parameter")))
                .variant("in the first event")
                .fails(Glm4RateLimitException.class)
                .retried()
                .streamed(Reply.sse(GlmJson.error("1302", "slow down")))
                .variant("code without an error object in the first event")
                .streamed(Reply.sse("{\"code\":1302,\"msg\":\"slow down\"}"))
                .variant("in a later event")
                .after(BEGINNING)
                .status(200)
                .streamed(begunThen(GlmJson.error("1302", "slow down")))
                .variant("finish reason of a network error in the first event")
                .fails(Glm4ServerException.class)
                .retried()
                .streamed(Reply.sse(atOnce, "[DONE]"))
                .variant("finish reason of a network error in a later event")
                .after(BEGINNING)
                .status(200)
                .streamed(begunThen(finish("network_error")))
                .variant("finish reason of a full context")
                .fails(Glm4ContextLengthException.class)
                .after(BEGINNING)
                .status(200)
                .streamed(begunThen(finish("model_context_window_exceeded")));
    }

    private static FaultScript invalidUtf8() {
        byte[] answer = "{\"choices\":[{\"message\":{\"content\":\"a\u00C3(\u00FFb\"},\"finish_reason\":\"stop\"}]}"
                .getBytes(StandardCharsets.ISO_8859_1);
        byte[] events = ("data: " + delta("fi") + "\n\ndata: " + delta("\u00C3(") + "\n\n")
                .getBytes(StandardCharsets.ISO_8859_1);
        return fault("invalid UTF-8")
                .fails(Glm4ResponseException.class)
                .says("not a JSON object")
                .unstreamed(Reply.of(200, "application/json", answer))
                .says()
                .after(BEGINNING)
                .status(200)
                .streamed(Reply.of(200, "text/event-stream", events));
    }

    private static FaultScript nestedArrays() {
        String open = "{\"choices\":" + "[".repeat(100_000);
        return fault("100,000 nested arrays")
                .fails(Glm4ResponseException.class)
                .says("not a JSON object")
                .unstreamed(Reply.json(open + "]".repeat(100_000) + "}"))
                .variant("never closed")
                .unstreamed(Reply.json(open))
                .says()
                .streamed(Reply.sse(open))
                .variant("in a later event")
                .after(BEGINNING)
                .status(200)
                .streamed(begunThen(open));
    }

    private static FaultScript withoutABody() {
        return fault("200 without a body")
                .fails(Glm4ResponseException.class)
                .says("HTTP 200, is empty")
                .unstreamed(Reply.json(""))
                .says()
                .streamed(Reply.json(""))
                .variant("white space")
                .unstreamed(Reply.json(" \r\n "))
                .variant("the JSON null")
                .unstreamed(Reply.json("null"))
                .variant("no event but a comment")
                .fails(Glm4TruncatedException.class)
                .retried()
                .streamed(stream(COMMENT))
                .variant("no event")
                .streamed(Reply.stream().lastChunk());
    }
}
