package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** With streamTo, a typed answer is shown as it arrives, and is still validated and requested again. */
class PushedOutputTest extends TypedTestSupport {

    private static final String PUSHED = INVOICE + "&streamTo=direct:chunk";

    private final Queue<Map<String, Object>> chunks = new ConcurrentLinkedQueue<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:chunk")
                        .process(exchange -> chunks.add(Map.of(
                                "text", exchange.getMessage().getBody(String.class),
                                "index", exchange.getMessage().getHeader("CamelGlm4ChunkIndex"),
                                "type", exchange.getMessage().getHeader("CamelGlm4ChunkType"))));
            }
        };
    }

    @Test
    void piecesArePushedAndTheBodyIsTheObject() {
        server.enqueue(Reply.completionStream(
                "<think>{}</think>Here: ```json\n",
                INVOICE_JSON.substring(0, 20),
                INVOICE_JSON.substring(20),
                "\n```"));

        Exchange exchange = ask(PUSHED, "Read this.");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4FinishReason", "stop")
                .containsEntry("CamelGlm4TotalTokens", 19L);
        assertThat(text()).endsWith("```json\n" + INVOICE_JSON + "\n```");
        assertThat(request(0).json())
                .containsEntry("stream", true)
                .containsEntry("response_format", Map.of("type", "json_object"));
    }

    @Test
    void whatDoesNotFitIsAskedForAgainAndItsPiecesFollow() {
        server.enqueue(Reply.completionStream("no"), Reply.completionStream(INVOICE_JSON));

        Exchange exchange = ask(PUSHED, "Read this.");

        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4Attempts", 2)
                .containsEntry("CamelGlm4TotalTokens", 38L);
        assertThat(content(1, 3)).startsWith("That answer does not match the JSON Schema:");
        assertThat(text()).isEqualTo("no" + INVOICE_JSON);
        assertThat(chunks).extracting(chunk -> chunk.get("index")).containsExactly(0, 1, 2);
        assertThat(chunks).extracting(chunk -> chunk.get("type")).containsExactly("text", "text", "end");
    }

    @Test
    void whenAskingAgainDoesNotHelpTheExchangeFails() {
        server.otherwise(Reply.completionStream("no"));

        assertThat(failure(ask(PUSHED + "&outputRetries=1", "Read this.")))
                .isInstanceOfSatisfying(Glm4OutputException.class, failure -> {
                    assertThat(failure.getText()).isEqualTo("no");
                    assertThat(failure.getAttempts()).isEqualTo(2);
                });
        assertThat(server.requests()).hasSize(2);
        assertThat(chunks).extracting(chunk -> chunk.get("type")).containsExactly("text", "text");
    }

    @Test
    void aCutStreamIsNotReadAsAnAnswer() {
        server.enqueue(Reply.stream().event(GlmJson.delta(INVOICE_JSON)).lastChunk());

        assertThat(failure(ask(PUSHED, "Read this."))).isInstanceOf(Glm4TruncatedException.class);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aFailureOfTheSecondStreamIsTheExchangesFailure() {
        server.enqueue(Reply.completionStream("no"), Reply.error(401, "1000", "who are you?"));

        assertThat(failure(ask(PUSHED, "Read this.")))
                .isInstanceOf(io.github.camelglm4.error.Glm4AuthenticationException.class);
    }

    @Test
    void aConversationKeepsTheAnswerThatFits() {
        server.enqueue(
                Reply.completionStream("no"),
                Reply.completionStream(INVOICE_JSON),
                Reply.completionStream(INVOICE_JSON));
        String uri = PUSHED + "&memory=true&conversationId=pushed";

        assertThat(ask(uri, "Read this.").getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(ask(uri, "And this.").getMessage().getBody()).isInstanceOf(Invoice.class);

        List<Map<String, Object>> second = messages(2);
        assertThat(second).extracting(m -> m.get("role")).containsExactly("system", "user", "assistant", "user");
        assertThat(second.get(2)).containsEntry("content", INVOICE_JSON);
    }

    @Test
    void toolsRunOnTheWay() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:rate?description=The rate of a currency").setBody(constant("0.9"));
            }
        });
        server.enqueue(Reply.sse("""
                        {"choices":[{"index":0,"finish_reason":"tool_calls","delta":{"tool_calls":[{"index":0,"id":"c1",\
                        "type":"function","function":{"name":"rate","arguments":"{}"}}]}}]}""", "[DONE]"), Reply.completionStream("no"), Reply.completionStream(INVOICE_JSON));

        Exchange exchange = ask(PUSHED + "&tools=rate", "Read this.");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(messages(2))
                .extracting(m -> m.get("role"))
                .containsExactly("system", "user", "assistant", "tool", "assistant", "user");
    }

    @Test
    void aHeaderMayTurnThePushingOff() {
        Exchange exchange = whole(Map.of("CamelGlm4Stream", false));

        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(chunks).isEmpty();
    }

    private Exchange whole(Map<String, Object> headers) {
        server.enqueue(Reply.completion(INVOICE_JSON));
        return ask(PUSHED, "Read this.", headers);
    }

    private String text() {
        return chunks.stream().map(chunk -> (String) chunk.get("text")).collect(Collectors.joining());
    }
}
