package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Unknown fields of deltas are passed on to the reader of the answer, streamed or complete. */
class UnknownDeltaFieldsTest extends ServingTestSupport {

    private static final Map<String, Object> CITATION = Map.of("type", "url_citation", "url", "https://example.com");
    private static final Map<String, Object> SECOND = Map.of("type", "url_citation", "url", "https://example.org");

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy").to("glm4:GLM-4-Air");
                from("glm4:gathered").to("glm4:GLM-4-Air?stream=true");
            }
        };
    }

    @BeforeEach
    void answer() {
        server.enqueue(Reply.sse(
                delta("\"role\":\"assistant\",\"content\":\"\",\"refusal\":null"),
                delta("\"refusal\":\"I can\""),
                delta("\"refusal\":\"not.\",\"confidence\":0.5"),
                delta(
                        "\"annotations\":[{\"type\":\"url_citation\",\"url\":\"https://example.com\"}],\"confidence\":0.9"),
                delta("\"annotations\":[{\"type\":\"url_citation\",\"url\":\"https://example.org\"}],"
                        + "\"extra\":{\"type\":\"note\",\"text\":\"a\"}"),
                delta("\"extra\":{\"type\":\"note\",\"text\":\"b\"}"),
                "{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}",
                "[DONE]"));
    }

    @Test
    void reachACallerWhoReadsAStream() throws Exception {
        Events events = Events.of(send(chat(asking("proxy", "hi", ",\"stream\":true"))));

        StringBuilder refusal = new StringBuilder();
        List<Object> annotations = new ArrayList<>();
        for (Map<String, Object> choice : events.choices()) {
            Map<String, Object> delta = Fields.object(choice, "delta");
            refusal.append(delta.getOrDefault("refusal", ""));
            annotations.addAll(Fields.objects(delta, "annotations"));
        }
        assertThat(refusal).hasToString("I cannot.");
        assertThat(annotations).containsExactly(CITATION, SECOND);
        assertThat(events.finishReasons()).containsExactly("stop");
    }

    @Test
    void reachACallerWhoWantsTheWhole() throws Exception {
        HttpResponse<String> response = send(chat(asking("gathered", "hi", "")));

        assertWhole(Fields.object(Fields.objects(json(response), "choices").get(0), "message"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"glm4:GLM-4-Air?streamTo=log:chunk", "glm4:GLM-4-Air?stream=true"})
    void reachTheReaderOfAProducer(String uri) {
        ChatCompletion whole = template.requestBody(uri + "&output=completion", "hi", ChatCompletion.class);

        assertWhole(whole.message().others());
    }

    private static void assertWhole(Map<String, Object> message) {
        assertThat(message)
                .containsEntry("refusal", "I cannot.")
                .containsEntry("annotations", List.of(CITATION, SECOND))
                .containsEntry("confidence", 0.9)
                .containsEntry("extra", Map.of("type", "note", "text", "ab"));
    }

    private static String delta(String fields) {
        return "{\"id\":\"a\",\"choices\":[{\"index\":0,\"delta\":{" + fields + "},\"finish_reason\":null}]}";
    }
}
