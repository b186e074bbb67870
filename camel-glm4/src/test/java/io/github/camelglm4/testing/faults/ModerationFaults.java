package io.github.camelglm4.testing.faults;

import static io.github.camelglm4.testing.faults.FaultScript.fault;

import io.github.camelglm4.error.Glm4ResponseException;
import java.util.List;

/** Answers to a request for the verdict about one text, which are not one verdict. */
final class ModerationFaults {

    private static final String GOOD = "{\"risk_level\":\"PASS\",\"risk_type\":[]}";

    private ModerationFaults() {}

    static List<FaultScript> all() {
        return List.of(
                ContentFaults.refusedContent(),
                wrong("no verdicts")
                        .says("has no list result_list with verdicts")
                        .answersWith(
                                "{\"id\":\"x\"}",
                                "{\"result_list\":null}",
                                "{\"result_list\":\"PASS\"}",
                                "{\"choices\":[]}"),
                wrong("another number of verdicts than of texts")
                        .says("verdicts for ")
                        .answersWith(results(), results(GOOD, GOOD)),
                wrong("verdict without a known risk level")
                        .says("has a verdict whose risk_level is not PASS, REVIEW or REJECT")
                        .answersWith(
                                level("\"MAYBE\""),
                                level("\"\""),
                                level("null"),
                                level("1"),
                                level("true"),
                                level("[\"PASS\"]"),
                                results("{\"risk_type\":[]}"),
                                results("null"),
                                results("\"PASS\"")));
    }

    private static FaultScript wrong(String name) {
        return fault(name).fails(Glm4ResponseException.class).status(200);
    }

    private static String level(String value) {
        return results("{\"risk_level\":" + value + ",\"risk_type\":[]}");
    }

    private static String results(String... elements) {
        return "{\"result_list\":[" + String.join(",", elements) + "]}";
    }
}
