package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.error.Glm4ResponseException;
import java.util.List;

/** Answers to a request for the vectors of two texts, which are not two vectors. */
final class EmbeddingFaults {

    private static final String GOOD = "{\"index\":0,\"embedding\":[1,0.5]}";

    private EmbeddingFaults() {}

    static List<FaultScript> all() {
        return List.of(
                ContentFaults.refusedContent(),
                wrong("no vectors")
                        .says("has no list data with vectors")
                        .answersWith("{\"id\":\"x\"}", "{\"data\":null}", "{\"data\":\"x\"}", "{\"choices\":[]}"),
                wrong("another number of vectors than of texts")
                        .says("vectors for 2 texts")
                        .answersWith(
                                data(), data(GOOD), data(GOOD, GOOD, GOOD), data(GOOD, "null"), data(GOOD, "[1,0.5]")),
                wrong("vector with a wrong index")
                        .says("has a vector without an index from 0 to 1")
                        .answersWith(
                                data(GOOD, "{\"index\":2,\"embedding\":[1,0.5]}"),
                                data(GOOD, "{\"index\":-1,\"embedding\":[1,0.5]}"),
                                data(GOOD, "{\"index\":99999999999999999999,\"embedding\":[1,0.5]}"),
                                data(GOOD, "{\"index\":18446744073709551616,\"embedding\":[1,0.5]}"),
                                data(GOOD, "{\"index\":1.5,\"embedding\":[1,0.5]}"),
                                data(GOOD, "{\"index\":null,\"embedding\":[1,0.5]}"),
                                data(GOOD, "{\"embedding\":[1,0.5]}"))
                        .says("has two vectors with the index 0")
                        .answersWith(data(GOOD, GOOD)),
                wrong("vector that is not a list of numbers")
                        .says("has a vector that is not a list of numbers")
                        .answersWith(second("null"), second("\"AACAPwAAAD8=\""), second("{\"0\":1}"))
                        .says("has a vector with an element that is not a finite number")
                        .answersWith(second("[1,null]"), second("[1,\"0.5\"]"), second("[1,[0.5]]"), second("[1,1e39]"))
                        .says("has an empty vector")
                        .answersWith(second("[]")),
                wrong("vectors of different sizes")
                        .says("has vectors of different sizes: 2 and 3 dimensions")
                        .answersWith(second("[1,0.5,0.5]")));
    }

    private static FaultScript wrong(String name) {
        return fault(name).fails(Glm4ResponseException.class).status(200);
    }

    private static String second(String vector) {
        return data(GOOD, "{\"index\":1,\"embedding\":" + vector + "}");
    }

    private static String data(String... elements) {
        return "{\"data\":[" + String.join(",", elements) + "]}";
    }
}
