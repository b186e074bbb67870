package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RawClient;
import io.github.camelglm4.testing.Reply;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A caller that waits for a streamed answer sees that the model is at work while no text comes. */
@Timeout(120)
class WaitingCallerTest extends ServedLifeTestSupport {

    private static final String COMMENT = ": keep-alive\n\n";

    private final CompletableFuture<Void> rest = new CompletableFuture<>();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy").to("glm4:GLM-4-Air?maxRetries=0");
            }
        };
    }

    @Test
    void theHeadComesWithTheFirstPieceOfACall() throws Exception {
        server.enqueue(Reply.stream()
                .event(arguments("{"))
                .await(rest)
                .event(arguments("}"))
                .event("{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}")
                .event("[DONE]")
                .lastChunk());
        String request = asking(
                "proxy", "hi", ",\"stream\":true,\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"mine\"}}]");

        try (RawClient client = asks(request)) {
            assertThat(readUntil(client, "\"role\":\"assistant\"")).contains("200 OK", "text/event-stream");
            rest.complete(null);
            assertThat(readUntil(client, "[DONE]")).contains("tool_calls");
        }
    }

    @Test
    void anErrorHasItsStatusUntilTheFirstComment() throws Exception {
        server.enqueue(Reply.error(400, "1214", "wrong"));

        try (RawClient client = asks(asking("hi"))) {
            assertThat(readUntil(client, "}}")).contains("400 Bad Request").doesNotContain(COMMENT);
        }
    }

    @Test
    void commentsComeWhileNothingElseDoes() throws Exception {
        int port = FreePort.next();
        serveWithEarlyComments(port);
        server.otherwise(request -> {
            if (request.text().contains("before")) {
                return Reply.completionStream("at last").after(rest);
            }
            return request.text().contains("between")
                    ? Reply.stream()
                            .event(GlmJson.delta("first"))
                            .await(rest)
                            .event(GlmJson.lastDelta())
                            .event("[DONE]")
                            .lastChunk()
                    : Reply.error(400, "1214", "wrong").after(rest);
        });

        try (RawClient before = asks(port, asking("before"));
                RawClient between = asks(port, asking("between"));
                RawClient failing = asks(port, asking("failing"))) {
            assertThat(readUntil(before, COMMENT)).contains("200 OK", "text/event-stream");
            assertThat(readUntil(failing, COMMENT)).contains("200 OK", "text/event-stream");
            readUntil(between, "first");
            readUntil(between, COMMENT);
            rest.complete(null);
            assertThat(readUntil(before, "[DONE]")).contains("at last");
            assertThat(readUntil(failing, "}}\n\n"))
                    .contains("data: {\"error\":")
                    .contains("wrong");
            readUntil(between, "[DONE]");
        }
    }

    /** On a server of its own: for the other tests, an error must not come after the first comment. */
    private void serveWithEarlyComments(int port) throws Exception {
        CallerLimits.forNewServers = new CallerLimits(10_000, 75_000, 30_000, 15_000, 200);
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("glm4:proxy?serverPort=" + port).to("glm4:GLM-4-Air?maxRetries=0");
                }
            });
        } finally {
            CallerLimits.forNewServers = CallerLimits.STANDARD;
        }
    }

    private static String asking(String question) {
        return asking("proxy", question, ",\"stream\":true");
    }

    private static String arguments(String piece) {
        return "{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":"
                + "\"function\",\"function\":{\"name\":\"mine\",\"arguments\":\"" + piece
                + "\"}}]},\"finish_reason\":null}]}";
    }
}
