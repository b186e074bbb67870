package io.github.camelglm4.typed;

import io.github.camelglm4.schema.Finding;
import io.github.camelglm4.schema.Schema;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What became of an answer's text.
 *
 * @param value    the object; null when there are findings
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

    static Reading tooLarge() {
        return new Reading(null, List.of(Schema.TOO_MANY_VALUES));
    }

    /** The same with something else made of the object, if there is one. */
    Reading map(UnaryOperator<Object> further) {
        return fits() ? fits(further.apply(value)) : this;
    }

    boolean fits() {
        return findings.isEmpty();
    }
}
