package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.error.Glm4ResponseException;
import java.util.List;

/** Answers to a request for the scores of two documents, which are not two scores. */
final class RerankFaults {

    private static final String GOOD = "{\"index\":0,\"relevance_score\":0.5}";

    private RerankFaults() {}

    static List<FaultScript> all() {
        return List.of(
                ContentFaults.refusedContent(),
                wrong("no scores")
                        .says("has no list results with scores")
                        .answersWith("{\"id\":\"x\"}", "{\"results\":null}", "{\"results\":\"x\"}", "{\"choices\":[]}"),
                wrong("fewer scores than documents")
                        .says("but 2 were requested for 2 documents")
                        .answersWith(results(), results(GOOD)),
                wrong("score with a wrong index")
                        .says("has a score without the index of a document, from 0 to 1")
                        .answersWith(
                                results(GOOD, "{\"index\":2,\"relevance_score\":0.5}"),
                                results(GOOD, "{\"index\":-1,\"relevance_score\":0.5}"),
                                results(GOOD, "{\"index\":99999999999999999999,\"relevance_score\":0.5}"),
                                results(GOOD, "{\"index\":18446744073709551616,\"relevance_score\":0.5}"),
                                results(GOOD, "{\"index\":1.5,\"relevance_score\":0.5}"),
                                results(GOOD, "{\"index\":null,\"relevance_score\":0.5}"),
                                results(GOOD, "{\"relevance_score\":0.5}"),
                                results(GOOD, "null"),
                                results(GOOD, "0.5"))
                        .says("has two scores for the document with the index 0")
                        .answersWith(results(GOOD, GOOD), results(GOOD, second("0.5"), GOOD)),
                wrong("score that is not a number")
                        .says("has no number relevance_score for the document with the index 1")
                        .answersWith(
                                results(GOOD, second("null")),
                                results(GOOD, second("\"0.5\"")),
                                results(GOOD, second("[0.5]")),
                                results(GOOD, second("true")),
                                results(GOOD, second("1e999")),
                                results(GOOD, "{\"index\":1}")));
    }

    private static FaultScript wrong(String name) {
        return fault(name).fails(Glm4ResponseException.class).status(200);
    }

    private static String second(String score) {
        return "{\"index\":1,\"relevance_score\":" + score + "}";
    }

    private static String results(String... elements) {
        return "{\"results\":[" + String.join(",", elements) + "]}";
    }
}
