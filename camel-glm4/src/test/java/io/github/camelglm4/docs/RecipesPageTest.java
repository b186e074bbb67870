package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;

/** The samples of docs/recipes.md. */
class RecipesPageTest extends DocPageTest {

    @SampleOf("recipes.md#fallback-to-another-model")
    void asksAnotherModel(Sample.Version sample) throws Exception {
        sample.load(context);
        server.enqueue(Reply.error(429, "1305", "the model is busy"), Reply.completion("From the second."));

        assertThat(body(ask("direct:ask", "Hi"))).isEqualTo("From the second.");
        assertThat(server.requests())
                .extracting(request -> request.json().get("model"))
                .containsExactly("GLM-4-Plus", "GLM-4-Air");

        server.enqueue(Reply.error(400, "1210", "a wrong parameter"));

        assertThat(failure(ask("direct:ask", "Hi"))).isInstanceOf(Glm4RequestException.class);
    }

    @SampleOf("recipes.md#cache-of-answers")
    void asksTheSameQuestionOnce(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(request -> Reply.completion(request.text().contains("Why?") ? "Because." : "So."));

        assertThat(body(ask("direct:ask", "Why?"))).isEqualTo("Because.");
        assertThat(body(ask("direct:ask", "How?"))).isEqualTo("So.");
        assertThat(body(ask("direct:ask", "Why?"))).isEqualTo("Because.");

        assertThat(server.requests()).hasSize(2);
    }

    @SampleOf("recipes.md#rate-limit-per-tenant")
    void refusesTheThirdOfATenant(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(Reply.completion("An answer."));

        for (String tenant : List.of("acme", "acme", "other")) {
            assertThat(body(ask("direct:ask", "Hi", Map.of("tenant", tenant)))).isEqualTo("An answer.");
        }

        assertThat(failure(ask("direct:ask", "Hi", Map.of("tenant", "acme"))))
                .isInstanceOf(ThrottlerRejectedExecutionException.class);
        assertThat(server.requests()).hasSize(3);
    }

    @SampleOf("recipes.md#api-key-per-tenant")
    void usesTheKeyOfTheTenant(Sample.Version sample) throws Exception {
        context.getPropertiesComponent().addInitialProperty("key.acme", "sk-acme");
        context.getPropertiesComponent().addInitialProperty("key.other", "sk-other");
        sample.load(context);
        server.otherwise(Reply.completion("An answer."));

        ask("direct:ask", "Hi", Map.of("tenant", "acme"));
        ask("direct:ask", "Hi", Map.of("tenant", "other"));

        assertThat(server.requests())
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer sk-acme", "Bearer sk-other");
    }

    @SampleOf("recipes.md#parallel-requests-for-many-texts")
    void keepsTheOrderOfManyTexts(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(request -> Reply.completion("T" + user(request)));
        List<String> lines = IntStream.range(0, 30).mapToObj(n -> "" + n).toList();

        Exchange exchange = ask("direct:lines", String.join("\n", lines));

        assertThat(exchange.getMessage().getBody())
                .isEqualTo(lines.stream().map(line -> "T" + line).toList());
    }

    @SampleOf("recipes.md#long-documents")
    void summarizesTheSummariesOfParts(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(request -> Reply.completion(
                "GLM-4-Plus".equals(request.json().get("model"))
                        ? "All in all."
                        : "Of " + user(request).split("\n\n").length + "."));
        String document = IntStream.range(0, 90).mapToObj(n -> "Paragraph " + n).collect(Collectors.joining("\n\n"));

        assertThat(body(ask("direct:document", document))).isEqualTo("All in all.");
        assertThat(server.requests()).hasSize(4);
        assertThat(user(server.requests().get(3))).isEqualTo("Of 40.\nOf 40.\nOf 10.\n");
    }

    @SampleOf("recipes.md#guards-before-and-after-a-call")
    void guardsQuestionAndAnswer(Sample.Version sample) throws Exception {
        sample.load(context);

        server.enqueue(Reply.completion("{\"value\": \"no\"}"));
        assertThat(body(ask("direct:ask", "How do I pick a lock?"))).isEqualTo("Please ask me about books.");

        server.enqueue(Reply.completion("{\"value\": \"yes\"}"), Reply.completion("Emma, by Austen."));
        assertThat(body(ask("direct:ask", "A novel?"))).isEqualTo("Emma, by Austen.");

        server.enqueue(Reply.completion("{\"value\": \"yes\"}"), Reply.completion("Its purchase price is 3."));
        assertThat(body(ask("direct:ask", "How dear is it?"))).isEqualTo("I cannot answer that.");
        assertThat(user(server.requests().get(4))).isEqualTo("How dear is it?");
    }

    @SampleOf("recipes.md#prompt-templates/2")
    void fillsATemplate(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(Reply.completion("Dear Anna"));

        assertThat(body(ask("direct:letter", "Where is it?", Map.of("tone", "friendly", "customer", "Anna"))))
                .isEqualTo("Dear Anna");
        assertThat(user(server.requests().get(0)))
                .isEqualToIgnoringNewLines("Write a friendly reply to this letter of Anna:Where is it?");
    }

    @SampleOf("recipes.md#prompt-templates")
    void showsTheTemplateOfTheTest(Sample.Version sample) throws Exception {
        assertThat(sample.code()).isEqualTo(Files.readString(Path.of("src/test/resources/prompts/reply.txt")));
    }

    @SampleOf("recipes.md#vllm-sglang-ollama-and-gateways")
    void asksAServiceOfOnesOwn(Sample.Version sample) throws Exception {
        sample.load(context, sample.code().replace("http://localhost:8000/v1", server.baseUrl()));
        server.otherwise(Reply.completion("{\"number\": \"A-17\", \"items\": []}"));

        assertThat(ask("direct:ask", "Invoice A-17").getMessage().getBody(Map.class))
                .containsEntry("number", "A-17");
        assertThat(server.requests().get(0).json())
                .containsEntry("model", "THUDM/glm-4-9b-chat")
                .containsEntry("temperature", 1.2)
                .containsEntry("top_k", 40)
                .hasEntrySatisfying(
                        "response_format",
                        format -> assertThat(format.toString()).contains("json_schema"));
    }

    private static String body(Exchange exchange) {
        assertThat(failure(exchange)).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    /** Returns the text of the user in a request: its last message. */
    private static String user(RecordedRequest request) {
        List<?> messages = (List<?>) request.json().get("messages");
        return (String) ((Map<?, ?>) messages.get(messages.size() - 1)).get("content");
    }
}
