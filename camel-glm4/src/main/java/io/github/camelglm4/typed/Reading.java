package io.github.camelglm4.typed;

import io.github.camelglm4.schema.Finding;
import java.util.List;

/**
 * The result of parsing the text of an answer.
 *
 * @param value the object; null if there are findings
 * @param findings the reasons why it does not match; empty if it matches
 */
record Reading(Object value, List<Finding> findings) {

    static Reading fits(Object value) {
        return new Reading(value, List.of());
    }

    static Reading unfit(List<Finding> findings) {
        return new Reading(null, findings);
    }

    static Reading noJson() {
        return new Reading(null, List.of(new Finding("", "must be a JSON object", null)));
    }

    boolean fits() {
        return findings.isEmpty();
    }
}
