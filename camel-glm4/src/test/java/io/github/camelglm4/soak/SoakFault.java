package io.github.camelglm4.soak;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/** What goes wrong with one exchange of the soak: in the service, in the tool, or in the reader of a stream. */
enum SoakFault {
    /** Only slow: the answer must still be correct. */
    SLOW(3, whole -> whole.inPieces(40, Duration.ofMillis(1))),
    RATE_LIMIT(3, Reply.error(429, "1302", "too many concurrent requests")),
    RETRY_AFTER(2, Reply.error(429, "1302", "later").header("Retry-After", "1")),
    RETRY_TOMORROW(2, Reply.error(429, "1302", "tomorrow").header("Retry-After", "86400")),
    OVERLOADED(3, Reply.of(503, "text/html", "<html>busy</html>")),
    SERVER_ERROR(3, Reply.error(500, "500", "oops")),
    WRONG_KEY(2, Reply.error(401, "1002", "no such key")),
    BAD_REQUEST(2, Reply.error(400, "1210", "wrong parameter")),
    ERROR_IN_SUCCESS(3, Reply.error(200, "1234", "network error")),
    SENSITIVE(2, Reply.json(GlmJson.completion("no").replace("\"stop\"", "\"sensitive\""))),
    PAGE(2, Reply.of(200, "text/html", "<html>log in</html>")),
    EMPTY(2, Reply.empty(200)),
    NO_CONTENT(2, Reply.empty(204)),
    REDIRECT(2, Reply.empty(307).header("Location", "http://127.0.0.1:1/v1/chat/completions")),
    BAD_JSON(3, Reply.json("{\"choices\":[{\"message\":{\"content\":\"half")),
    NO_CHOICES(2, Reply.json("{\"id\":\"1\",\"choices\":[]}")),
    GARBAGE(2, Reply.raw().bytes("SSH-2.0-not_http\r\n").close()),
    RESET_BEFORE(3, Reply.raw().reset()),
    CLOSE_BEFORE(3, Reply.raw().close()),
    RESET_IN_HEAD(2, Reply.raw().bytes("HTTP/1.1 200 OK\r\nContent-").reset()),
    TOO_LARGE(2, Reply.stream().repeatEvent(GlmJson.delta("x".repeat(5_000)), Reply.FOREVER)),
    CLOSE_IN_STREAM(3, begun().close()),
    RESET_IN_STREAM(3, begun().reset()),
    BAD_CHUNK(2, begun().bytes("xyz\r\n").never()),
    ERROR_IN_STREAM(3, begun().event(GlmJson.error("1305", "overloaded")).lastChunk()),
    NO_END(3, begun().lastChunk()),
    /** Only for those who give up soon. */
    NO_REPLY(0, Reply.raw().never()),
    STALL(0, begun().never()),
    /** Not in the service: the tool's route fails, or the reader of a stream does at its third chunk. */
    OWN_ROUTE(6, UnaryOperator.identity());

    private static final List<SoakFault> BY_WEIGHT = List.of(values()).stream()
            .flatMap(fault -> Collections.nCopies(fault.weight, fault).stream())
            .toList();

    private final int weight;
    private final UnaryOperator<Reply> reply;

    SoakFault(int weight, UnaryOperator<Reply> reply) {
        this.weight = weight;
        this.reply = reply;
    }

    SoakFault(int weight, Reply reply) {
        this(weight, whole -> reply);
    }

    static SoakFault any(SplittableRandom random, SoakKind kind) {
        if (kind.impatient()) {
            return random.nextBoolean() ? NO_REPLY : STALL;
        }
        return BY_WEIGHT.get(random.nextInt(BY_WEIGHT.size()));
    }

    /** What the service sends in place of its whole answer. */
    Reply of(Reply whole) {
        return reply.apply(whole);
    }

    boolean harmless() {
        return this == SLOW;
    }

    private static Reply begun() {
        return Reply.stream().event(GlmJson.delta("half "));
    }
}
