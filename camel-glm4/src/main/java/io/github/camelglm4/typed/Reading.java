package io.github.camelglm4.typed;

import io.github.camelglm4.schema.Finding;
import java.util.List;

/**
 * What became of an answer's text.
 *
 * @param value the object; null when there are findings
 * @param findings what does not fit; empty when it fits
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
