package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.Answers.COMMENT;
import static io.github.camelglm4.testing.faults.Answers.EVENTS;
import static io.github.camelglm4.testing.faults.Answers.HEAD;
import static io.github.camelglm4.testing.faults.Answers.begun;
import static io.github.camelglm4.testing.faults.Answers.chunked;
import static io.github.camelglm4.testing.faults.Answers.promisingMore;
import static io.github.camelglm4.testing.faults.Answers.stream;
import static io.github.camelglm4.testing.faults.Expectation.HOST;
import static io.github.camelglm4.testing.faults.Fault.BEGINNING;
import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;

/** Connections that are refused, interrupted, idle or slow. */
final class ConnectionFaults {

    /** A reset may overtake earlier bytes; therefore it follows after those are read. */
    private static final Duration HEARD = Duration.ofMillis(300);

    /** The kernel accepts connections, but nothing is sent. */
    private static final ServerSocket SILENT = silent();

    private static final String ROLE = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}";

    private ConnectionFaults() {}

    static List<FaultScript> all(Api api) {
        return List.of(
                fault("no fault").unstreamed(api.reply()).streamed(stream(EVENTS)),
                fault("TCP connection refused")
                        .fails(Glm4ConnectionException.class)
                        .retried()
                        .options("&baseUrl=http://127.0.0.1:1/v1")
                        .both(),
                fault("TLS handshake that is never answered")
                        .fails(Glm4TimeoutException.class)
                        .retried()
                        .options("&connectTimeout=200&baseUrl=https://127.0.0.1:" + SILENT.getLocalPort() + "/v1")
                        .both(),
                fault("connection reset before any answer (RST)")
                        .fails(Glm4ConnectionException.class)
                        .retried()
                        .says(HOST)
                        .both(Reply.raw().reset()),
                fault("connection closed before any answer (FIN)")
                        .fails(Glm4ConnectionException.class)
                        .retried()
                        .says(HOST)
                        .both(Reply.raw().close()),
                fault("connection accepted, but never an answer")
                        .fails(Glm4TimeoutException.class)
                        .retryable()
                        .says("responseTimeout of 200 ms")
                        .closes()
                        .options("&responseTimeout=200")
                        .both(Reply.raw().never()),
                resetInTheHead(),
                resetInTheBody(api),
                closedInTheBody(api),
                closedInAChunk(),
                fault("chunk size that is not a number")
                        .fails(Glm4ResponseException.class)
                        .says("sent an invalid HTTP response")
                        .closes()
                        .unstreamed(chunked("zz\r\nxx\r\n0\r\n\r\n").never())
                        .variant("before the first event")
                        .streamed(Reply.stream().bytes("zz\r\nx").never())
                        .variant("after two events")
                        .after(BEGINNING)
                        .status(200)
                        .streamed(begun().bytes("zz\r\nx").never()),
                fault("endless response head that arrives slowly")
                        .fails(Glm4TimeoutException.class)
                        .retryable()
                        .says("responseTimeout of 300 ms")
                        .closes()
                        .options("&responseTimeout=300")
                        .both(Reply.raw()
                                .bytes(HEAD)
                                .pieces(1, Duration.ofMillis(10))
                                .repeat("X-Slow: loris\r\n", Reply.FOREVER)),
                fault("body of one byte every 2 ms, complete in the end")
                        .unstreamed(api.reply().inPieces(1, Duration.ofMillis(2)))
                        .streamed(stream(EVENTS).inPieces(1, Duration.ofMillis(2))),
                silenceInTheBody(api),
                fault("endless 1xx responses")
                        .fails(Glm4TimeoutException.class)
                        .retryable()
                        .options("&responseTimeout=500")
                        .both(Reply.raw().repeat("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n", Reply.FOREVER)),
                fault("connection closed right after each answer, as the next request goes out")
                        .unstreamed(api.reply().close())
                        .streamed(stream(EVENTS).close()));
    }

    private static FaultScript resetInTheHead() {
        Reply head = Reply.raw().bytes("HTTP/1.1 200 OK\r\nContent-Ty");
        return fault("connection reset in the response head (RST)")
                .fails(Glm4ConnectionException.class)
                .retried()
                .says(HOST)
                .both(head.delay(Duration.ofMillis(20)).reset())
                .variant("behind a whole line")
                .both(Reply.raw().bytes(HEAD).delay(Duration.ofMillis(20)).reset())
                .variant("closed")
                .both(head.close());
    }

    private static FaultScript resetInTheBody(Api api) {
        return fault("connection reset in the body (RST)")
                .timed()
                .fails(Glm4TruncatedException.class)
                .retryable()
                .says(HOST)
                .unstreamed(promisingMore(api).delay(HEARD).reset())
                .variant("in the middle of the JSON")
                .unstreamed(Reply.raw()
                        .bytes(HEAD + "Content-Length: 900\r\n\r\n{\"choices\":")
                        .delay(HEARD)
                        .reset())
                .variant("before the first event")
                .retried()
                .streamed(Reply.stream().chunk(COMMENT).delay(HEARD).reset())
                .variant("after two events")
                .after(BEGINNING)
                .status(200)
                .streamed(begun().delay(HEARD).reset());
    }

    private static FaultScript closedInTheBody(Api api) {
        return fault("connection closed before the end of the body (FIN)")
                .fails(Glm4TruncatedException.class)
                .retryable()
                .says(HOST)
                .unstreamed(promisingMore(api).close())
                .variant("whole JSON without the last chunk")
                .unstreamed(chunked("").chunk(api.answer("half")).close())
                .variant("before the first event")
                .retried()
                .streamed(Reply.stream().chunk(COMMENT).close())
                .variant("after two events")
                .after(BEGINNING)
                .status(200)
                .streamed(begun().close())
                .variant("after an event without text")
                .after("")
                .streamed(Reply.stream().event(ROLE).close());
    }

    private static FaultScript closedInAChunk() {
        return fault("connection closed in the middle of an HTTP chunk (FIN)")
                .fails(Glm4TruncatedException.class)
                .retryable()
                .says(HOST)
                .unstreamed(chunked("ff\r\n{\"choices\":[{\"message\"").close())
                .variant("before the first event")
                .retried()
                .streamed(Reply.stream().bytes("ff\r\ndata: {").close())
                .variant("after two events")
                .after(BEGINNING)
                .status(200)
                .streamed(begun().bytes("ff\r\ndata: {").close());
    }

    private static FaultScript silenceInTheBody(Api api) {
        return fault("part of the body, then silence")
                .fails(Glm4TimeoutException.class)
                .retryable()
                .says("idleTimeout of 300 ms")
                .closes()
                .options("&idleTimeout=300")
                .unstreamed(promisingMore(api).never())
                .after(BEGINNING)
                .status(200)
                .streamed(begun().never());
    }

    private static ServerSocket silent() {
        try {
            return new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
