package io.github.camelglm4.batch;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.error.BatchFinding;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.text.PrintableText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

/**
 * Reads batches from JSON. Documentation, SDKs and the service differ, so every form is accepted: an absent id is null
 * or blank; the counts are an object, or numbers beside one; times are seconds or milliseconds; findings are a list, or
 * a list in an object. Without side effects.
 *
 * @param secrets masks texts that are shown
 */
record BatchReader(Secrets secrets) {

    /** As seconds this is the year 5138, as milliseconds 1973. */
    private static final long LARGEST_SECONDS = 100_000_000_000L;

    private static final List<String> ENDS =
            List.of("completed_at", "failed_at", "expired_at", "cancelled_at", "canceled_at");

    /** Returns the field as an id; null if there is none. */
    static String id(Map<String, Object> object, String name) {
        return Fields.unlessNone(Fields.text(object, name));
    }

    Batch batch(Map<String, Object> object) {
        String status = Fields.text(object, "status");
        return new Batch(
                id(object, "id"),
                BatchStatus.of(status),
                secrets.showName(status),
                id(object, "input_file_id"),
                id(object, "output_file_id"),
                id(object, "error_file_id"),
                counts(object),
                metadata(Fields.object(object, "metadata")),
                findings(object.get("errors")),
                time(object.get("created_at")),
                ENDS.stream()
                        .map(end -> time(object.get(end)))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null));
    }

    /** Reads a file; some services send {@code fileName} beside an empty {@code filename}. */
    static StoredFile file(Map<String, Object> object) {
        String name = id(object, "filename");
        return new StoredFile(id(object, "id"), name != null ? name : id(object, "fileName"));
    }

    /**
     * Reads a page. Elements without an id are omitted. If the service does not say whether more elements follow, only
     * an empty page is the last one.
     */
    static <T> Page<T> page(Map<String, Object> object, Function<Map<String, Object>, T> element) {
        List<Map<String, Object>> data = Fields.objects(object, "data").stream()
                .filter(one -> id(one, "id") != null)
                .toList();
        String next = null;
        if (hasMore(object.get("has_more")) && !data.isEmpty()) {
            String last = id(object, "last_id");
            next = last != null ? last : id(data.get(data.size() - 1), "id");
        }
        return new Page<>(data.stream().map(element).toList(), next);
    }

    private static boolean hasMore(Object said) {
        return said == null || !Fields.isNone(said) && !"false".equals(said);
    }

    private static BatchCounts counts(Map<String, Object> object) {
        Map<String, Object> within = Fields.object(object, "request_counts");
        Map<String, Object> numbers = within.isEmpty() ? object : within;
        long total = number(numbers, "total");
        return new BatchCounts(
                total > 0 ? total : number(object, "request_counts"),
                number(numbers, "completed"),
                number(numbers, "failed"));
    }

    private static long number(Map<String, Object> object, String name) {
        Long number = Fields.wholeNumber(object, name);
        return number == null ? 0 : Math.max(0, number);
    }

    private static Map<String, String> metadata(Map<String, Object> object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.forEach((name, value) -> {
            String text = value instanceof Boolean flag ? flag.toString() : Fields.text(value);
            if (text != null) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    private List<BatchFinding> findings(Object errors) {
        List<Map<String, Object>> listed = Fields.objects(errors);
        Map<String, Object> object = Fields.object(errors);
        if (listed.isEmpty()) {
            listed = Fields.objects(object, "data");
        }
        if (listed.isEmpty() && object.containsKey("message")) {
            listed = List.of(object);
        }
        return listed.stream().map(this::finding).toList();
    }

    private BatchFinding finding(Map<String, Object> object) {
        return new BatchFinding(
                secrets.showName(Fields.text(object, "code")),
                Fields.wholeNumber(object, "line"),
                secrets.show(Fields.text(object, "message"), PrintableText.SENTENCE),
                secrets.showName(Fields.text(object, "param")));
    }

    private static Instant time(Object value) {
        Long number = Fields.wholeNumber(value);
        if (number == null || number <= 0) {
            return null;
        }
        return number > LARGEST_SECONDS ? Instant.ofEpochMilli(number) : Instant.ofEpochSecond(number);
    }
}
