package io.github.camelglm4.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4ContextLengthException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong after the first chunk is the failure of the stream, after every chunk that came; nothing is sent again. */
class WireFaultMidStreamTest extends WireTestSupport {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** A piece of a tool call in which nothing is. */
    private static final String TOOL = "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0}]}}]}";

    private static Stream<Arguments> faults() {
        return Stream.of(
                // a reset may overtake the bytes before it; so it comes when those have been read
                fault(
                        "resetmidbody",
                        Glm4TruncatedException.class,
                        begun().delay(Duration.ofMillis(200)).reset()),
                fault("closemidbody", Glm4TruncatedException.class, begun().close()),
                fault(
                        "truncchunk",
                        Glm4TruncatedException.class,
                        begun().bytes("ff\r\ndata: {").close()),
                fault(
                        "badchunksize",
                        Glm4ResponseException.class,
                        begun().bytes("zz\r\nx").never()),
                fault("stall", Glm4TimeoutException.class, begun().never()),
                fault("badjson", Glm4ResponseException.class, ended("{\"choices\":[{\"index\":0,")),
                fault("nojson", Glm4ResponseException.class, ended("secret words")),
                fault("errmid", Glm4RateLimitException.class, ended(GlmJson.error("1302", "slow down"))),
                fault("finsensitive", Glm4ContentFilterException.class, ended(finish("sensitive"))),
                fault("finnetwork", Glm4ServerException.class, ended(finish("network_error"))),
                fault("fincontext", Glm4ContextLengthException.class, ended(finish("model_context_window_exceeded"))),
                fault("nofinish", Glm4TruncatedException.class, begun().lastChunk()),
                fault("giant", Glm4ResponseException.class, ended(delta("x".repeat(100_000)))),
                fault("endless", Glm4ResponseException.class, begun().repeatEvent(delta("x"), Reply.FOREVER)),
                fault("endlesstools", Glm4ResponseException.class, begun().repeatEvent(TOOL, Reply.FOREVER)),
                fault("endlessnothing", Glm4ResponseException.class, begun().repeatEvent(delta(""), Reply.FOREVER)));
    }

    private static Arguments fault(String name, Class<?> failure, Reply reply) {
        return Arguments.of(name, failure, reply);
    }

    private static Reply begun() {
        return Reply.stream().event(delta("a")).event(delta("b"));
    }

    private static Reply ended(String payload) {
        return begun().event(payload).event("[DONE]").lastChunk();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("faults")
    void failsTheStreamAfterEveryChunk(String name, Class<? extends Glm4Exception> failure, Reply reply) {
        server.otherwise(reply);
        String options = "&maxResponseSize=50000&idleTimeout=500&requestTimeout=20000";

        for (Received received : List.of(pull(options), push(options))) {
            assertThat(received.failure()).isInstanceOf(failure).hasMessageNotContaining("secret");
            assertThat(received.text())
                    .startsWith("ab")
                    .isEqualTo(received.failure().getText());
            assertThat(received.failure().getAttempts()).isEqualTo(1);
            assertThat(received.failure().getStatusCode()).isEqualTo(200);
        }
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void theTextFailsAsTheChunksDo() {
        server.enqueue(begun().close());

        ChatCompletionStream stream = template.requestBody("glm4:a?stream=true", "hi", ChatCompletionStream.class);

        assertThat(stream.completion())
                .failsWithin(LIMIT)
                .withThrowableThat()
                .withCauseInstanceOf(Glm4TruncatedException.class);
    }

    @Test
    void aChunkWithoutTextIsTheFirstAllTheSame() {
        String role = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\"}}]}";
        server.enqueue(Reply.stream().event(role).close(), Reply.completionStream("never asked for"));

        Received received = pull();

        assertThat(received.began()).isTrue();
        assertThat(received.failure()).isInstanceOf(Glm4TruncatedException.class);
        assertThat(received.failure().getText()).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void cancel() throws Exception {
        CompletableFuture<String> third = new CompletableFuture<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:ask")
                        .to("glm4:a?stream=true")
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(e -> {
                            if (e.getMessage().getHeader("CamelGlm4ChunkIndex", int.class) == 2) {
                                third.complete(e.getMessage().getBody(String.class));
                                throw new IllegalStateException("enough");
                            }
                            assertThat(third).isNotDone();
                        });
            }
        });
        server.enqueue(Reply.stream().event(delta("a")).repeatEvent(delta("b"), Reply.FOREVER));

        Exchange exchange = ask("direct:ask", "hi");

        assertThat(exchange.getException()).hasStackTraceContaining("enough");
        assertThat(third).isCompletedWithValue("b");
        server.takeRequest(LIMIT).connectionClosed().get(10, TimeUnit.SECONDS);
    }
}
