package io.github.camelglm4.kamelets;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.rerankroute.Glm4RerankComponent;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Kamelets of embeddings, reranking and moderation: their results are plain data, and go on as JSON. */
class KameletOperationsTest extends KameletTestSupport {

    private static final List<String> DOCUMENTS = List.of("A lamp.", "A chair.", "A red lamp.");
    private static final Map<String, Object> QUERY = Map.of("CamelGlm4RerankQuery", "red?");

    @BeforeEach
    void answer() {
        server.otherwise(KameletOperationsTest::answer);
    }

    private static Reply answer(RecordedRequest request) {
        String path = request.path();
        Map<String, Object> answer;
        if (path.endsWith("/embeddings")) {
            answer = Map.of("data", vectors(((List<?>) request.json().get("input")).size()));
        } else if (path.endsWith("/rerank")) {
            answer = Map.of("results", List.of(score(2, 0.9), score(0, 0.5), score(1, 0.1)));
        } else {
            answer = Map.of(
                    "result_list", List.of(Map.of("risk_level", "REVIEW", "risk_type", List.of("insult", "spam"))));
        }
        return Reply.json(Json.writeText(answer));
    }

    private static List<Object> vectors(int count) {
        List<Object> vectors = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            vectors.add(Map.of("index", index, "embedding", List.of(index, 0.1)));
        }
        return vectors;
    }

    private static Map<String, Object> score(int index, double score) {
        return Map.of("index", index, "relevance_score", score);
    }

    /** A route from {@code direct:in} through the action, whose result is then JSON. */
    private void loadActionToJson(String kamelet, String parameters) throws Exception {
        loadAction(kamelet, parameters);
        load("""
                - route:
                    from:
                      uri: direct:json
                      steps:
                        - to: direct:in
                        - marshal:
                            json: {}
                """);
    }

    private Exchange succeed(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = ask(uri, body, headers);
        assertThat(failure(exchange)).isNull();
        return exchange;
    }

    private String json(Object body, Map<String, Object> headers) {
        return succeed("direct:json", body, headers).getMessage().getBody(String.class);
    }

    @Test
    void embeddingSendsWhatIsSetAndNothingElse() throws Exception {
        loadActionToJson("glm4-embedding-action", "model: embedding-3");

        assertThat(json("A lamp.", Map.of())).isEqualTo("[0.0,0.1]");
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.json()).isEqualTo(Map.of("model", "embedding-3", "input", List.of("A lamp.")));
        assertThat(request.header("Authorization"))
                .as("the key of the component")
                .isEqualTo("Bearer " + KEY);
        assertThat(json(DOCUMENTS, Map.of())).isEqualTo("[[0.0,0.1],[1.0,0.1],[2.0,0.1]]");
    }

    @Test
    void embeddingTakesEveryParameter() throws Exception {
        loadAction("glm4-embedding-action", """
                model: org/bge-m3
                apiKey: "RAW(sk-a+b/c=)"
                baseUrl: %s
                dimensions: 2
                maxInputs: 2
                maxConcurrentRequests: 1
                """.formatted(server.url("/other")));

        Exchange exchange = succeed("direct:in", DOCUMENTS, Map.of());

        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4EmbeddingText", DOCUMENTS)
                .containsEntry("CamelGlm4EmbeddingDimensions", 2)
                .containsEntry("CamelGlm4Attempts", 2);
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.path()).isEqualTo("/other/embeddings");
        assertThat(request.header("Authorization")).isEqualTo("Bearer sk-a+b/c=");
        assertThat(request.json())
                .isEqualTo(Map.of("model", "org/bge-m3", "input", DOCUMENTS.subList(0, 2), "dimensions", 2));
    }

    @Test
    void rerankSendsWhatIsSetAndNothingElse() throws Exception {
        loadActionToJson("glm4-rerank-action", "model: rerank");

        assertThat(json(DOCUMENTS, QUERY)).isEqualTo("[\"A red lamp.\",\"A lamp.\",\"A chair.\"]");
        assertThat(server.takeRequest(SOON).json())
                .isEqualTo(Map.of("model", "rerank", "query", "red?", "documents", DOCUMENTS));
    }

    @Test
    void rerankTakesEveryParameter() throws Exception {
        loadAction("glm4-rerank-action", """
                model: org/bge-reranker
                query: "${header.question}"
                topN: 2
                minScore: 0.6
                textField: passage
                apiKey: sk-other
                baseUrl: %s
                maxConcurrentRequests: 1
                """.formatted(server.url("/other")));
        List<Map<String, Object>> documents = DOCUMENTS.stream()
                .map(text -> Map.<String, Object>of("passage", text, "line", 7))
                .toList();

        Exchange exchange = succeed("direct:in", documents, Map.of("question", "Which is red?"));

        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of(documents.get(2)));
        assertThat(exchange.getMessage().getHeader("CamelGlm4RerankScores")).isEqualTo(List.of(0.9));
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.path()).isEqualTo("/other/rerank");
        assertThat(request.header("Authorization")).isEqualTo("Bearer sk-other");
        assertThat(request.json())
                .isEqualTo(Map.of(
                        "model", "org/bge-reranker", "query", "Which is red?", "documents", DOCUMENTS, "top_n", 2));
    }

    @Test
    void queryOfTheRerankActionMayBeInTheBodyOrInNoPlace() throws Exception {
        loadAction("glm4-rerank-action", "model: rerank");

        succeed("direct:in", Map.of("query", "Of the body?", "documents", DOCUMENTS), Map.of());

        assertThat(server.takeRequest(SOON).json()).containsEntry("query", "Of the body?");
        assertThat(failure(ask("direct:in", DOCUMENTS)))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("CamelGlm4RerankQuery");
    }

    @Test
    void queryOfTheRerankActionMayBeTheSameForAllMessages() throws Exception {
        loadAction("glm4-rerank-action", "model: rerank\nquery: \"RAW(What's 100% red & more?)\"");

        succeed("direct:in", DOCUMENTS, Map.of());

        assertThat(server.takeRequest(SOON).json()).containsEntry("query", "What's 100% red & more?");
    }

    @Test
    void moderationSetsHeadersAndKeepsTheBody() throws Exception {
        loadAction("glm4-moderation-action", "model: moderation");

        Exchange exchange = succeed("direct:in", DOCUMENTS.get(0), Map.of());

        assertThat(exchange.getMessage().getBody()).isSameAs(DOCUMENTS.get(0));
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4RiskLevel", "REVIEW")
                .containsEntry("CamelGlm4RiskTypes", List.of("insult", "spam"));
        assertThat(server.takeRequest(SOON).json()).isEqualTo(Map.of("model", "moderation", "input", "A lamp."));
    }

    @ParameterizedTest
    @CsvSource({"none, false", "REJECT, false", "REVIEW, true"})
    void moderationTakesEveryParameter(String rejectAt, boolean fails) throws Exception {
        loadAction("glm4-moderation-action", """
                model: other
                rejectAt: %s
                apiKey: sk-other
                baseUrl: %s
                maxConcurrentRequests: 1
                """.formatted(rejectAt, server.url("/other")));

        Throwable failure = failure(ask("direct:in", "A lamp."));

        if (fails) {
            assertThat(failure).isInstanceOf(Glm4ContentFilterException.class).hasMessageContaining("insult");
        } else {
            assertThat(failure).isNull();
        }
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.path()).isEqualTo("/other/moderations");
        assertThat(request.header("Authorization")).isEqualTo("Bearer sk-other");
    }

    @Test
    void parametersThatAreNotSetAreThoseOfTheComponent() throws Exception {
        context.getComponent("glm4-rerank", Glm4RerankComponent.class)
                .getReranking()
                .setTopN(1);
        loadAction("glm4-rerank-action", "model: rerank");

        assertThat(succeed("direct:in", DOCUMENTS, QUERY).getMessage().getBody())
                .isEqualTo(List.of("A red lamp."));
    }
}
