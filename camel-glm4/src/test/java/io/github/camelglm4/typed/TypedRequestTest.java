package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parameters of the message are combined with those of a typed answer; if they conflict, nothing is sent. */
class TypedRequestTest extends TypedTestSupport {

    private static final List<Map<String, Object>> MESSAGES = List.of(Map.of("role", "user", "content", "Read this."));

    @Test
    void headersAndRequestGoAlong() {
        server.enqueue(Reply.completion("no"), Reply.completion(INVOICE_JSON));

        ask(
                INVOICE,
                Map.of("messages", MESSAGES, "seed", 7),
                Map.of(
                        "CamelGlm4Model", "glm-9",
                        "CamelGlm4SystemMessage", "Be exact.",
                        "CamelGlm4Temperature", 0.5));

        for (int request = 0; request < 2; request++) {
            assertThat(request(request).json())
                    .containsEntry("model", "glm-9")
                    .containsEntry("temperature", 0.5)
                    .containsEntry("seed", 7);
            assertThat(content(request, 0))
                    .startsWith("Answer with one JSON object")
                    .endsWith("\n\nBe exact.");
        }
    }

    @ParameterizedTest
    @CsvSource({"'', text", "'', json_object", "&outputMode=json_schema, text", "&outputMode=json_schema, json_object"})
    void aResponseFormatWithoutASchemaIsReplaced(String mode, String type) {
        server.otherwise(Reply.completion(INVOICE_JSON));

        ask(INVOICE + mode, "Read this.");
        ask(INVOICE + mode, Map.of("messages", MESSAGES, "response_format", Map.of("type", type)));
        ask(INVOICE + mode, "Read this.", Map.of("CamelGlm4ResponseFormat", type));

        assertThat(server.requests())
                .extracting(request -> request.json().get("response_format"))
                .containsOnly(request(0).json().get("response_format"));
    }

    @Test
    void anotherSchemaIsRefused() {
        Map<String, Object> format =
                Map.of("type", "json_schema", "json_schema", Map.of("name", "mine", "schema", Map.of()));

        Exchange exchange = ask(INVOICE, Map.of("messages", MESSAGES, "response_format", format));

        assertThat(failure(exchange))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("response_format of the request has a schema, but answers must match outputClass"
                        + " io.github.camelglm4.typed.Invoice: remove it from the request");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void thinkingGoesIntoItsHeaderWhereThatIsAskedFor() {
        server.otherwise(Reply.completion("<think>An invoice, {} I see.</think>" + INVOICE_JSON));

        Exchange stripped = ask(INVOICE + "&stripThinking=true", "Read this.");
        Exchange asItIs = ask(INVOICE, "Read this.");

        assertThat(stripped.getMessage().getBody())
                .isEqualTo(asItIs.getMessage().getBody());
        assertThat(stripped.getMessage().getHeader("CamelGlm4ReasoningContent")).isEqualTo("An invoice, {} I see.");
        assertThat(asItIs.getMessage().getHeader("CamelGlm4ReasoningContent")).isNull();
    }

    @Test
    void manyAtOnceDoNotMeetEachOther() {
        // the first answer to each caller is wrong, the second one names the caller
        server.otherwise(request -> {
            List<?> messages = (List<?>) request.json().get("messages");
            String asked = (String) ((Map<?, ?>) messages.get(1)).get("content");
            return Reply.completion(messages.size() == 2 ? "{}" : INVOICE_JSON.replace("A-17", asked));
        });

        List<CompletableFuture<Exchange>> answers = IntStream.range(0, 300)
                .mapToObj(i -> template.asyncSend(INVOICE, e -> e.getMessage().setBody("No. " + i)))
                .toList();

        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i).join().getMessage().getBody(Invoice.class).number())
                    .isEqualTo("No. " + i);
        }
    }
}
