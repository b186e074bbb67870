package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Half of a surrogate pair never goes out, neither to a service nor to a caller: U+FFFD stands for it. Pairs stay
 * whole.
 */
class HalfCharacterTest extends ServingTestSupport {

    private static final String MODEL = "glm4:GLM-4-Air";
    private static final String HALF = "cut \uD83D";
    private static final String REPAIRED = "cut \uFFFD";

    /** Bound by Jackson, not written field by field. */
    public record Order(String id, char[] note, Map<String, String> names) {}

    private volatile Supplier<Object> reply = () -> null;

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:any").process(e -> e.getMessage().setBody(reply.get()));
                from("glm4-tool:text?parameter.a=string").setBody(constant(HALF));
                from("glm4-tool:object?parameter.a=string")
                        .process(e -> e.getMessage().setBody(new Order(HALF, HALF.toCharArray(), Map.of(HALF, HALF))));
            }
        };
    }

    static List<Object> bodies() {
        return List.of(
                HALF,
                List.of(Map.of("role", "user", "content", HALF)),
                List.of(new ChatMessage("user", HALF)),
                Map.of("model", "x", "messages", List.of(Map.of("role", "user", "content", HALF)), HALF, HALF),
                Map.of(
                        "messages",
                        List.of(Map.of("role", "user", "content", List.of(Map.of("type", "text", "text", HALF))))));
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void isReplacedInBodies(Object body) {
        server.otherwise(Reply.completion("fine"));

        assertThat(ask(MODEL, body).getException()).isNull();

        assertThat(sent()).contains(REPAIRED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                Glm4Headers.SYSTEM_MESSAGE,
                Glm4Headers.USER_MESSAGE,
                Glm4Headers.USER_ID,
                Glm4Headers.STOP,
                Glm4Headers.REQUEST_ID,
                Glm4Headers.TOOL_CHOICE,
                Glm4Headers.MODEL
            })
    void isReplacedInHeaders(String header) {
        server.otherwise(Reply.completion("fine"));

        assertThat(ask(MODEL, "hello", Map.of(header, HALF)).getException()).isNull();

        assertThat(sent()).contains(REPAIRED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uDE00", "\uDE00\uD83D", "\uD83D\uD83D\uDE00", "\uD83Dx"})
    void allKindsOfHalves(String text) {
        server.otherwise(Reply.completion("fine"));

        ask(MODEL, text);

        assertThat(sent()).contains("\uFFFD");
    }

    @Test
    void pairsStayWhole() {
        server.otherwise(Reply.completion("fine"));

        ask(MODEL, "😀👍🏽");

        assertThat(Fields.objects(server.takeRequest(SOON).json(), "messages").get(0))
                .containsEntry("content", "😀👍🏽");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "object"})
    void resultsAndArgumentsOfTools(String tool) {
        server.enqueue(Reply.json("""
                        {"choices":[{"message":{"role":"assistant","content":"","tool_calls":[{"id":"c1","type":"function",
                        "function":{"name":"%s","arguments":"{\\"a\\":\\"\\\\ud83d\\"}"}}]},"finish_reason":"tool_calls"}]}
                        """.formatted(tool)), Reply.completion("fine"));

        assertThat(ask(MODEL + "?tools=text,object", "hello").getException()).isNull();

        server.takeRequest(SOON);
        assertThat(sent()).contains(REPAIRED);
    }

    @Test
    void aConversationGoesOn() {
        server.otherwise(Reply.completion("and \uD83D"));

        for (int turn = 0; turn < 3; turn++) {
            Exchange exchange = ask(MODEL + "?memory=true", HALF, Map.of(Glm4Headers.CONVERSATION_ID, "c"));
            assertThat(exchange.getException()).isNull();
            assertThat(sent()).contains(REPAIRED);
        }
    }

    static List<Supplier<Object>> replies() {
        return List.of(
                () -> HALF,
                () -> List.of("cut ", "\uD83D"),
                () -> new ChatCompletion(
                                "i",
                                1L,
                                "m",
                                List.of(new ChatCompletion.Choice(new ChatMessage("assistant", HALF), "stop")),
                                null,
                                Map.of())
                        .toMap(),
                () -> {
                    throw new Glm4RequestException(HALF);
                });
    }

    @ParameterizedTest
    @MethodSource("replies")
    void repliesToCallers(Supplier<Object> body) throws Exception {
        reply = body;
        for (String more : List.of("", ",\"stream\":true")) {
            HttpResponse<String> response = send(chat(asking("any", "hello", more)));

            assertWellFormed(response.body());
            assertThat(response.body()).contains("\uFFFD");
        }
    }

    @Test
    void piecesThatAreCutWithinACharacterAreWholeForCallers() throws Exception {
        reply = () -> List.of("a\uD83D", "\uDE00", "b\uD83D\uDE00\uD83D", "\uDE00c");

        assertThat(streamedText()).isEqualTo("a😀b😀😀c");
    }

    @Test
    void chunksThatAreCutWithinACharacterAreWholeForReaders() {
        server.otherwise(Reply.sse(delta("a\\ud83d"), delta("\\ude00b"), delta("\\ud83d"), "[DONE]"));

        Exchange exchange = ask(MODEL + "?stream=true", "hello");

        List<String> pieces = new ArrayList<>();
        exchange.getMessage()
                .getBody(ChatCompletionStream.class)
                .iterator()
                .forEachRemaining(chunk -> pieces.add(chunk.getBody(String.class)));
        assertThat(pieces).containsExactly("a", "😀b", "\uD83D", "");
    }

    private static String delta(String escaped) {
        return "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + escaped + "\"},\"finish_reason\":\"stop\"}]}";
    }

    private String streamedText() throws Exception {
        HttpResponse<String> response = send(chat(asking("any", "hello", ",\"stream\":true")));
        assertWellFormed(response.body());
        StringBuilder text = new StringBuilder();
        for (String line : response.body().lines().toList()) {
            if (line.startsWith("data: {")) {
                text.append(content(line.substring("data: ".length())));
            }
        }
        return text.toString();
    }

    private static String content(String event) throws IOException {
        List<Map<String, Object>> choices = Fields.objects(Json.readObject(event), "choices");
        String text = choices.isEmpty() ? null : Fields.text(Fields.object(choices.get(0), "delta"), "content");
        return text == null ? "" : text;
    }

    private String sent() {
        RecordedRequest request = server.takeRequest(SOON);
        assertWellFormed(request.text());
        return request.json().toString();
    }

    /** Escapes of pairs are fine, and so is what an escape within text within JSON says. */
    private static void assertWellFormed(String json) {
        String text = json.toLowerCase(Locale.ROOT);
        assertThat(text.replaceAll("\\\\ud[89ab][0-9a-f]{2}\\\\ud[c-f][0-9a-f]{2}", ""))
                .doesNotContain("\\ud8");
        for (String line : json.lines().toList()) {
            assertThat(line.codePoints().filter(c -> c >= 0xD800 && c <= 0xDFFF))
                    .isEmpty();
        }
    }
}
