package io.github.camelglm4.assembly;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * The fields in addition to the answer itself ({@code request_id}, {@code web_search}, {@code logprobs}, ...),
 * collected from all chunks. Later text and numbers replace earlier ones; blank text counts as missing. Only new
 * elements are added to a list, because servers may repeat {@code web_search}. Objects are merged; all elements are
 * added to the lists in them, because {@code logprobs.content} has an element for each token.
 */
final class ExtraFields {

    private final Map<String, Object> fields = new LinkedHashMap<>();
    private Map<String, Object> last = Map.of();
    private boolean lastIsOfScalars = true;
    private final KeptSize kept;

    ExtraFields(KeptSize kept) {
        this.kept = kept;
    }

    void add(Map<String, Object> more) {
        boolean repeated = lastIsOfScalars && (more == last || more.equals(last));
        last = more;
        if (repeated) {
            return; // most chunks repeat the previous one
        }
        lastIsOfScalars = more.values().stream().noneMatch(v -> v instanceof Map || v instanceof List);
        more.forEach(this::add);
    }

    private void add(String name, Object value) {
        if (value instanceof List<?> list) {
            addToSet(name, list);
        } else if (value instanceof Map<?, ?> map) {
            merge(kept.own(fields, name, new LinkedHashMap<>()), map);
        } else if (!(value instanceof String text) || !text.isBlank()) {
            kept.put(fields, name, value);
        }
    }

    private void addToSet(String name, List<?> list) {
        LinkedHashSet<Object> set = kept.own(fields, name, new LinkedHashSet<>());
        for (Object element : list) {
            if (set.add(element)) {
                kept.add(element);
            }
        }
    }

    private void merge(Map<String, Object> target, Map<?, ?> more) {
        more.forEach((name, value) -> {
            if (value instanceof List<?> list) {
                kept.own(target, (String) name, new ArrayList<>()).addAll(list);
                list.forEach(kept::add);
            } else if (value != null) {
                kept.put(target, (String) name, value);
            }
        });
    }

    /** Returns a copy of the fields so far. */
    Map<String, Object> toMap() {
        Map<String, Object> copy = new LinkedHashMap<>();
        fields.forEach((name, value) -> copy.put(name, copy(value)));
        return copy;
    }

    private static Object copy(Object value) {
        if (value instanceof LinkedHashSet<?> set) {
            return new ArrayList<>(set);
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((name, field) -> copy.put(name, field instanceof List<?> list ? new ArrayList<>(list) : field));
        return copy;
    }
}
