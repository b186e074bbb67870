package io.github.camelglm4.rerankroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.util.ObjectHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Documents are sorted by their scores: a document that is a number has a thousandth of it as its score. */
class RankedDocumentsTest extends Glm4TestSupport {

    private static final String MODEL = "glm4-rerank:rerank";
    private static final Map<String, Object> QUERY = Map.of("CamelGlm4RerankQuery", "Which?");

    @BeforeEach
    void scoreDocuments() {
        server.otherwise(RankedDocumentsTest::scores);
    }

    private static Reply scores(RecordedRequest request) {
        List<?> documents = documents(request);
        List<Map<String, Object>> results = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            results.add(result(i, Double.parseDouble((String) documents.get(i)) / 1_000));
        }
        results.sort(Comparator.comparing((Map<String, Object> result) -> (Double) result.get("relevance_score"))
                .reversed());
        int topN = (int) request.json().getOrDefault("top_n", results.size());
        return answer(results.subList(0, Math.min(topN, results.size())), documents.size());
    }

    private static Map<String, Object> result(int index, Object score) {
        return Map.of("index", index, "relevance_score", score);
    }

    private static Reply answer(List<?> results, int tokens) {
        return Reply.json(Json.writeText(Map.of(
                "id",
                "r1",
                "request_id",
                "q1",
                "results",
                results,
                "usage",
                Map.of("prompt_tokens", tokens, "total_tokens", tokens))));
    }

    private static List<?> documents(RecordedRequest request) {
        return (List<?>) request.json().get("documents");
    }

    private Exchange ranked(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = ask(uri, body, headers);
        assertThat(failure(exchange)).isNull();
        return exchange;
    }

    @Test
    void textsComeBackBestFirstWithTheirScores() {
        Exchange exchange = ranked(MODEL, List.of("100", "900", "500"), QUERY);

        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of("900", "500", "100"));
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("CamelGlm4RerankScores", List.of(0.9, 0.5, 0.1))
                .containsEntry("CamelGlm4RerankQuery", "Which?")
                .containsEntry("CamelGlm4PromptTokens", 3L)
                .containsEntry("CamelGlm4TotalTokens", 3L)
                .containsEntry("CamelGlm4ResponseId", "r1")
                .containsEntry("CamelGlm4ServerRequestId", "q1")
                .containsEntry("CamelGlm4RequestModel", "rerank")
                .containsEntry("CamelGlm4Attempts", 1);
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.path()).isEqualTo("/v1/rerank");
        assertThat(request.json())
                .isEqualTo(Map.of("model", "rerank", "query", "Which?", "documents", List.of("100", "900", "500")));
    }

    @Test
    void mapsComeBackAsTheSameElements() {
        Map<String, Object> worst = new HashMap<>(Map.of("text", "1", "line", 7));
        Map<String, Object> best = new HashMap<>(Map.of("text", "2", "line", 8));

        List<?> body = ranked(MODEL, List.of(worst, best), QUERY).getMessage().getBody(List.class);

        assertThat(body.get(0)).isSameAs(best);
        assertThat(body.get(1)).isSameAs(worst);
        assertThat(documents(server.takeRequest(SOON))).isEqualTo(List.of("1", "2"));
    }

    @Test
    void textFieldIsTheNameOfTheText() {
        ranked(MODEL + "?textField=passage", new Object[] {Map.of("passage", "1", "text", "no")}, QUERY);

        assertThat(documents(server.takeRequest(SOON))).isEqualTo(List.of("1"));
    }

    @Test
    void bodyCanBeAMapOfQueryAndDocuments() {
        Exchange exchange = ranked(MODEL, Map.of("query", "Which one?", "documents", List.of("1", "2")), Map.of());

        assertThat(exchange.getMessage().getBody()).isEqualTo(List.of("2", "1"));
        assertThat(server.takeRequest(SOON).json())
                .isEqualTo(Map.of("model", "rerank", "query", "Which one?", "documents", List.of("1", "2")));
    }

    @Test
    void headerOverridesTheQueryOfAMap() {
        ranked(MODEL, Map.of("query", "Which one?", "documents", List.of("1")), QUERY);

        assertThat(server.takeRequest(SOON).json()).containsEntry("query", "Which?");
    }

    @Test
    void mapNamesTheModelIfTheUriDoesNot() {
        Map<String, Object> body = Map.of("query", "Which one?", "documents", List.of("1"), "model", "mine");
        ranked("glm4-rerank:*", body, Map.of());
        ranked(MODEL, body, Map.of());

        assertThat(server.requests())
                .extracting(request -> request.json().get("model"))
                .containsExactly("mine", "rerank");
    }

    @Test
    void everySequenceHasDocuments() {
        Iterable<Object> iterable = () -> List.<Object>of("1", "2").iterator();

        for (Object body : List.of(iterable, Set.of("1", "2"), new String[] {"1", "2"})) {
            assertThat(ranked(MODEL, body, QUERY).getMessage().getBody()).isEqualTo(List.of("2", "1"));
        }
    }

    @Test
    void documentsWithEqualScoresStayInTheirOrder() {
        server.enqueue(answer(List.of(result(0, 0.5), result(1, 0.7), result(2, 0.5)), 1));

        assertThat(ranked(MODEL, List.of("a", "b", "c"), QUERY).getMessage().getBody())
                .isEqualTo(List.of("b", "a", "c"));
    }

    @Test
    void answerWithMoreScoresThanRequestedIsCut() {
        server.enqueue(answer(List.of(result(0, 0.5), result(1, 0.7), result(2, 0.6)), 1));

        assertThat(ranked(MODEL + "?topN=2", List.of("a", "b", "c"), QUERY)
                        .getMessage()
                        .getBody())
                .isEqualTo(List.of("b", "c"));
    }

    @Test
    void topNAndMinScoreKeepTheBest() {
        Exchange best = ranked(MODEL + "?topN=2", List.of("100", "900", "500"), QUERY);
        Exchange good = ranked(MODEL + "?minScore=0.5", List.of("100", "900", "500"), QUERY);
        Exchange none = ranked(MODEL + "?minScore=0.95", List.of("100", "900", "500"), QUERY);

        assertThat(best.getMessage().getBody()).isEqualTo(List.of("900", "500"));
        assertThat(best.getMessage().getHeader("CamelGlm4RerankScores")).isEqualTo(List.of(0.9, 0.5));
        assertThat(server.takeRequest(SOON).json()).containsEntry("top_n", 2);
        assertThat(good.getMessage().getBody()).isEqualTo(List.of("900", "500"));
        assertThat(none.getMessage().getBody()).isEqualTo(List.of());
        assertThat(none.getMessage().getHeader("CamelGlm4RerankScores")).isEqualTo(List.of());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 200})
    void moreThan128DocumentsTakeSeveralRequestsMergedByScore(int topN) {
        List<String> documents =
                IntStream.range(0, 300).mapToObj(String::valueOf).toList();

        Exchange exchange = ranked(MODEL + "?topN=" + topN, documents, QUERY);

        int expected = topN == 0 ? 300 : topN;
        assertThat(exchange.getMessage().getBody())
                .isEqualTo(IntStream.range(0, expected)
                        .mapToObj(place -> String.valueOf(299 - place))
                        .toList());
        assertThat(exchange.getMessage().getHeader("CamelGlm4RerankScores", List.class))
                .hasSize(expected);
        assertThat(exchange.getMessage().getHeader("CamelGlm4PromptTokens")).isEqualTo(300L);
        assertThat(server.requests())
                .extracting(request -> documents(request).size())
                .containsExactlyInAnyOrder(128, 128, 44);
    }

    @Test
    void answerWithDocumentsIsReadLikeOneWithout() {
        server.enqueue(answer(
                List.of(
                        Map.of("index", 1, "relevance_score", 0.9, "document", "2"),
                        Map.of("index", 0, "relevance_score", 0, "document", "1")),
                1));

        assertThat(ranked(MODEL, List.of("1", "2"), QUERY).getMessage().getBody())
                .isEqualTo(List.of("2", "1"));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of(
                        List.of(result(0, 1), result(2, 1)),
                        "the answer has a score without the index of a document, from 0 to 1"),
                Arguments.of(
                        List.of(result(0, 1), result(-1, 1)),
                        "the answer has a score without the index of a document, from 0 to 1"),
                Arguments.of(
                        List.of(result(0, 1), Map.of("index", 1.5, "relevance_score", 1)),
                        "the answer has a score without the index of a document, from 0 to 1"),
                Arguments.of(
                        List.of(result(0, 1), result(0, 1)),
                        "the answer has two scores for the document with the index 0"),
                Arguments.of(List.of(result(0, 1)), "the answer has 1 scores, but 2 were requested for 2 documents"),
                Arguments.of(
                        List.of(result(0, 1), Map.of("relevance_score", 1)),
                        "the answer has a score without the index of a document, from 0 to 1"),
                Arguments.of(
                        List.of(result(0, 1), result(1, new BigDecimal("1e400"))),
                        "the answer has no number relevance_score for the document with the index 1"),
                Arguments.of(
                        List.of(result(0, 1), result(1, "high")),
                        "the answer has no number relevance_score for the document with the index 1"),
                Arguments.of(List.of("a", "b"), "the answer has a score without the index of a document, from 0 to 1"));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void answerThatDoesNotFitIsAFailure(List<?> results, String message) {
        server.otherwise(answer(results, 1));
        List<String> body = List.of("1", "2");

        Exchange exchange = ask(MODEL, body, QUERY);

        assertThat(failure(exchange))
                .isExactlyInstanceOf(Glm4ResponseException.class)
                .hasMessage(message);
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(QUERY);
    }

    @Test
    void answerWithoutScoresIsAFailure() {
        server.otherwise(Reply.json("{\"id\":\"r1\"}"));

        assertThat(failure(ask(MODEL, List.of("1"), QUERY)))
                .isExactlyInstanceOf(Glm4ResponseException.class)
                .hasMessage("the answer has no list results with scores");
    }

    @Test
    void failureOfTheServiceIsTyped() {
        server.otherwise(Reply.error(401, "1000", "no"));

        assertThat(failure(ask(MODEL, List.of("1"), QUERY))).isExactlyInstanceOf(Glm4AuthenticationException.class);
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        List.of("1"),
                        Map.of(),
                        "there is no query: set the header CamelGlm4RerankQuery, or a body that is a Map with query and"
                                + " documents"),
                Arguments.of(Map.of("query", "Which?"), Map.of(), "the documents must be a List"),
                Arguments.of(Path.of("a", "b"), QUERY, "the documents must be a List"),
                Arguments.of(List.of("1"), Map.of("CamelGlm4RerankQuery", " "), "the query is blank"),
                Arguments.of(List.of("1"), Map.of("CamelGlm4RerankQuery", List.of("?")), "the query is a java.util."),
                Arguments.of(List.of(List.of("1")), QUERY, "document 1 is a java.util."),
                Arguments.of(
                        List.of(Map.of("text", List.of("1"))), QUERY, "the field text of document 1 is a java.util."),
                Arguments.of(Map.of("documents", List.of("1")), Map.of(), "there is no query"),
                Arguments.of(null, QUERY, "the documents must be a List, another Iterable or an array"),
                Arguments.of("1", QUERY, "the documents must be a List, another Iterable or an array"),
                Arguments.of(List.of(), QUERY, "there are no documents: at least one is required"),
                Arguments.of(List.of("1", ""), QUERY, "document 2 is blank"),
                Arguments.of(Arrays.asList("1", null), QUERY, "document 2 is null"),
                Arguments.of(List.of(Map.of("line", 1)), QUERY, "the field text of document 1 is null"));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void messageIsRefusedBeforeAnythingIsSent(Object body, Map<String, Object> headers, String message) {
        Exchange exchange = ask(MODEL, body, headers);

        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class).hasMessageStartingWith(message);
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(server.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "topN=-1, topN must be at least 0",
        "textField= , textField is blank",
        "minScore=NaN, 'minScore must be a finite number, but is NaN'",
        "minScore=-Infinity, minScore must be a finite number"
    })
    void optionIsRefusedAtStartup(String option, String message) {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("direct:refused").to(MODEL + "?" + option);
                    }
                }))
                .satisfies(failure -> assertThat(ObjectHelper.createExceptionIterable(failure))
                        .anySatisfy(cause -> assertThat(cause).hasMessageStartingWith(message)));
    }

    @Test
    void schemeIsOnlyForProducers() {
        assertThatThrownBy(() -> context.getEndpoint(MODEL).createConsumer(exchange -> {}))
                .hasMessage("from(\"glm4-rerank:...\") is not possible: glm4-rerank is only for to(...)");
    }
}
