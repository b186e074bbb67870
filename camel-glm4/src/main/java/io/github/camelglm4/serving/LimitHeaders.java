package io.github.camelglm4.serving;

import io.github.camelglm4.usage.Admission;
import io.github.camelglm4.usage.Remaining;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The headers by which OpenAI's clients learn what is left of a limit.
 *
 * @param values by name; empty without limits
 */
record LimitHeaders(Map<String, String> values) {

    static LimitHeaders of(Admission admission) {
        if (admission.requests() == null && admission.tokens() == null) {
            return new LimitHeaders(Map.of());
        }
        Map<String, String> values = new LinkedHashMap<>();
        add(values, "requests", admission.requests());
        add(values, "tokens", admission.tokens());
        return new LimitHeaders(values);
    }

    boolean isEmpty() {
        return values.isEmpty();
    }

    private static void add(Map<String, String> values, String unit, Remaining remaining) {
        if (remaining != null) {
            values.put("x-ratelimit-limit-" + unit, Long.toString(remaining.limit()));
            values.put("x-ratelimit-remaining-" + unit, Long.toString(remaining.left()));
            // seconds with their unit, as in Go
            values.put(
                    "x-ratelimit-reset-" + unit,
                    remaining.reset().plusMillis(999).toSeconds() + "s");
        }
    }
}
