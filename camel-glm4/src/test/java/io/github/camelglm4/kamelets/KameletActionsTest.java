package io.github.camelglm4.kamelets;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KameletActionsTest extends KameletTestSupport {

    @Test
    void chatSendsWhatIsSetAndNothingElse() throws Exception {
        loadAction("glm4-chat-action", "model: GLM-4-Air");
        server.otherwise(Reply.completion("Hello."));

        Exchange exchange = ask("direct:in", "Hi");

        assertThat(exchange.getMessage().getBody()).isEqualTo("Hello.");
        assertThat(exchange.getMessage().getHeader("CamelGlm4FinishReason")).isEqualTo("stop");
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.json())
                .isEqualTo(Map.of("model", "GLM-4-Air", "messages", List.of(Map.of("role", "user", "content", "Hi"))));
        assertThat(request.header("Authorization"))
                .as("the key of the component")
                .isEqualTo("Bearer " + KEY);
    }

    @Test
    void chatTakesEveryParameter() throws Exception {
        loadAction("glm4-chat-action", """
                model: org/glm-4-9b-chat
                apiKey: "RAW(sk-a+b/c=)"
                baseUrl: %s
                systemMessage: "RAW(R&D: 100%% + (more))"
                temperature: 0.2
                maxTokens: 50
                stream: true
                memory: true
                maxConcurrentRequests: 3
                """.formatted(server.url("/other")));
        server.otherwise(Reply.completionStream("Hel", "lo."));

        Exchange exchange = ask("direct:in", "Hi", Map.of("CamelGlm4ConversationId", "c1"));

        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("Hello.");
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.path()).isEqualTo("/other/chat/completions");
        assertThat(request.header("Authorization")).isEqualTo("Bearer sk-a+b/c=");
        assertThat(request.json())
                .containsEntry("model", "org/glm-4-9b-chat")
                .containsEntry("temperature", 0.2)
                .containsEntry("max_tokens", 50)
                .containsEntry("stream", true)
                .containsEntry(
                        "messages",
                        List.of(
                                Map.of("role", "system", "content", "R&D: 100% + (more)"),
                                Map.of("role", "user", "content", "Hi")));

        ask("direct:in", "And now?", Map.of("CamelGlm4ConversationId", "c1"));

        assertThat(server.takeRequest(SOON).text()).contains("Hello.", "And now?");
    }

    @Test
    void instructionsMayBeInAFile() throws Exception {
        loadAction("glm4-chat-action", """
                model: GLM-4-Air
                systemMessage: resource:classpath:instructions.txt
                """);
        server.otherwise(Reply.completion("Hello."));

        ask("direct:in", "Hi");

        assertThat(server.takeRequest(SOON).text()).contains("简短回答");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"'billing, delivery' | delivery", "'账单,其他' | 其他", "'\"RAW(R&D, C++, 100%)\"' | R&D"})
    void classifyAnswersWithACategoryAsItIsWritten(String categories, String category) throws Exception {
        loadAction("glm4-classify-action", "model: GLM-4-Flash\ncategories: " + categories + """

                instructions: What is it about?
                """);
        server.otherwise(Reply.completion("It is {\"value\": \"" + category + "\"}"));

        Exchange exchange = ask("direct:in", "Where is my parcel?");

        assertThat(exchange.getMessage().getBody()).isEqualTo(category);
        assertThat(server.takeRequest(SOON).text()).contains("What is it about?", "json_object");
    }

    @Test
    void classifyAsksAgainForAnotherAnswer() throws Exception {
        loadAction("glm4-classify-action", "model: GLM-4-Flash\ncategories: billing,delivery\noutputRetries: 1");
        server.enqueue(Reply.completion("spam"), Reply.completion("{\"value\": \"billing\"}"));

        assertThat(ask("direct:in", "Hi").getMessage().getBody()).isEqualTo("billing");

        server.otherwise(Reply.completion("spam"));

        assertThat(failure(ask("direct:in", "Hi")))
                .isInstanceOf(Glm4OutputException.class)
                .hasMessageContaining("must be one of billing, delivery");
        assertThat(server.requests()).hasSize(4);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "resource:classpath:invoice-schema.json",
                "'{\"type\": \"object\", \"properties\": {\"number\": {\"type\": \"string\"} } }'"
            })
    void extractGivesAMap(String schema) throws Exception {
        loadAction("glm4-extract-action", "model: GLM-4-Air\nschema: '" + schema + """
                '
                instructions: Read the invoice.
                """);
        server.otherwise(Reply.completion("```json\n{\"number\": \"A-17\", \"items\": []}\n```"));

        Exchange exchange = ask("direct:in", "Invoice A-17");

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo(Map.of("number", "A-17", "items", List.of()));
        assertThat(server.takeRequest(SOON).text()).contains("Read the invoice.", "json_object");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "glm4-chat-action | temperature: 0.1 | parameters must be provided: model",
                "glm4-chat-action | 'model: GLM-4-Air\ntemperature: 3' | temperature must be from 0 to 1, but is 3.0",
                "glm4-chat-action | 'model: GLM-4-Air\nmaxTokens: many' | maxTokens",
                "glm4-classify-action | model: GLM-4-Air | parameters must be provided: categories",
                "glm4-classify-action | 'model: GLM-4-Air\ncategories: \"a, ,\"' | categories must be two or more different names",
                "glm4-classify-action | 'model: GLM-4-Air\ncategories: \"a,a\"' | but is: a,a",
                "glm4-extract-action | model: GLM-4-Air | parameters must be provided: schema",
                "glm4-extract-action | 'model: GLM-4-Air\nschema: nonsense' | outputSchema is not valid JSON",
                "glm4-extract-action | 'model: GLM-4-Air\nschema: resource:classpath:none.json' | none.json",
                "glm4-embedding-action | dimensions: 256 | parameters must be provided: model",
                "glm4-embedding-action | 'model: embedding-3\ndimensions: 0' | dimensions must be at least 1",
                "glm4-rerank-action | topN: 1 | parameters must be provided: model",
                "glm4-rerank-action | 'model: rerank\ntopN: -1' | topN must be at least 0",
                "glm4-rerank-action | 'model: rerank\nminScore: high' | minScore",
                "glm4-moderation-action | rejectAt: REJECT | parameters must be provided: model",
                "glm4-moderation-action | 'model: moderation\nrejectAt: reject' | rejectAt must be one of none"
            })
    void aWrongParameterIsExplainedAtTheStart(String kamelet, String parameters, String explanation) {
        assertThatThrownBy(() -> loadAction(kamelet, parameters))
                .satisfies(failure -> assertThat(messages(failure)).contains(explanation));
        assertThat(server.requests()).isEmpty();
    }

    /** All of them: Camel wraps what a Kamelet says several times. */
    private static String messages(Throwable failure) {
        StringBuilder messages = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            messages.append(cause.getMessage()).append('\n');
        }
        return messages.toString();
    }
}
