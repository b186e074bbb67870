package io.github.camelglm4.serving;

import io.github.camelglm4.usage.Admission;
import io.github.camelglm4.usage.Remaining;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers by which OpenAI's clients learn what is left of a limit.
 *
 * @param values by name; empty without limits
 */
record LimitHeaders(Map<String, String> values) {

    private static final String LIMIT = "x-ratelimit-limit-";
    private static final String REMAINING = "x-ratelimit-remaining-";
    private static final String RESET = "x-ratelimit-reset-";

    /** The names of all headers, comma-separated. */
    static final String NAMES = Stream.of("requests", "tokens")
            .flatMap(unit -> Stream.of(LIMIT, REMAINING, RESET).map(header -> header + unit))
            .collect(Collectors.joining(", "));

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
            values.put(LIMIT + unit, Long.toString(remaining.limit()));
            values.put(REMAINING + unit, Long.toString(remaining.left()));
            // seconds with their unit, as in Go
            values.put(RESET + unit, remaining.reset().plusMillis(999).toSeconds() + "s");
        }
    }
}
