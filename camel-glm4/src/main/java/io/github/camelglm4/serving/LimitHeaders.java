package io.github.camelglm4.serving;

import io.github.camelglm4.usage.Admission;
import io.github.camelglm4.usage.Remaining;
import io.vertx.core.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The headers by which OpenAI's clients learn what is left of a limit.
 *
 * @param values by name; empty without limits
 */
record LimitHeaders(Map<CharSequence, String> values) {

    /**
     * The headers of one kind of limits.
     *
     * @param limit encoded once, as the others
     */
    private record Names(CharSequence limit, CharSequence remaining, CharSequence reset) {

        static Names of(String unit) {
            return new Names(
                    HttpHeaders.createOptimized("x-ratelimit-limit-" + unit),
                    HttpHeaders.createOptimized("x-ratelimit-remaining-" + unit),
                    HttpHeaders.createOptimized("x-ratelimit-reset-" + unit));
        }
    }

    private static final Names REQUESTS = Names.of("requests");
    private static final Names TOKENS = Names.of("tokens");

    /** The names of all headers, comma-separated. */
    static final String NAMES = Stream.of(REQUESTS, TOKENS)
            .flatMap(names -> Stream.of(names.limit(), names.remaining(), names.reset()))
            .collect(Collectors.joining(", "));

    static LimitHeaders of(Admission admission) {
        if (admission.requests() == null && admission.tokens() == null) {
            return new LimitHeaders(Map.of());
        }
        Map<CharSequence, String> values = new LinkedHashMap<>();
        add(values, REQUESTS, admission.requests());
        add(values, TOKENS, admission.tokens());
        return new LimitHeaders(values);
    }

    private static void add(Map<CharSequence, String> values, Names names, Remaining remaining) {
        if (remaining != null) {
            values.put(names.limit(), Long.toString(remaining.limit()));
            values.put(names.remaining(), Long.toString(remaining.left()));
            // seconds with their unit, as in Go
            values.put(names.reset(), remaining.reset().plusMillis(999).toSeconds() + "s");
        }
    }
}
