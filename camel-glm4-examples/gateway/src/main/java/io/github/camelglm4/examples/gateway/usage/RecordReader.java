package io.github.camelglm4.examples.gateway.usage;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;

/** Reads records of calls, and bounds the number of different names in them. Thread-safe. */
final class RecordReader {

    /** Stands for the caller or the model of a call that has none, such as one without a valid key. */
    static final String UNKNOWN = "(unknown)";

    private static final int MOST_CALLERS = 10_000;
    private static final int MOST_MODELS = 500;
    private static final int MOST_CODES = 200;

    /** A service that reports nonsense must not make sums overflow. */
    private static final long MOST_TOKENS = 1_000_000_000;

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int CLIENT_CLOSED_REQUEST = 499;

    private final KnownNames callers = new KnownNames(MOST_CALLERS);
    private final KnownNames models = new KnownNames(MOST_MODELS);
    private final KnownNames codes = new KnownNames(MOST_CODES);

    UsageKey key(Map<String, ?> record) {
        LocalDate day = LocalDate.ofInstant(Instant.parse((String) record.get("time")), ZoneOffset.UTC);
        String caller = (String) record.get("caller");
        String model = (String) record.get("model");
        String code = (String) record.get("code");
        int status = (int) number(record, "status");
        return new UsageKey(
                day,
                caller == null ? UNKNOWN : callers.of(caller, true),
                model == null ? UNKNOWN : models.of(model, reachesModel(status)),
                status,
                code == null ? "" : codes.of(code, true));
    }

    /** A request that is rejected as invalid may have asked for a model that does not exist. */
    private static boolean reachesModel(int status) {
        return status < 400 || status == TOO_MANY_REQUESTS || status >= CLIENT_CLOSED_REQUEST;
    }

    static UsageAmounts amounts(Map<String, ?> record) {
        return new UsageAmounts(
                1,
                number(record, "promptTokens"),
                number(record, "completionTokens"),
                number(record, "cachedTokens"),
                number(record, "reasoningTokens"));
    }

    private static long number(Map<String, ?> record, String field) {
        return record.get(field) instanceof Number number ? Math.max(0, Math.min(number.longValue(), MOST_TOKENS)) : 0;
    }
}
