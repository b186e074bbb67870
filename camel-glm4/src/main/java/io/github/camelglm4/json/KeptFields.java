package io.github.camelglm4.json;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Fields of a JSON object in their order, without those that are null, since missing and null are the same. It never
 * changes, so it may be shared by any number of objects; a type of its own tells that from a map that must be copied.
 */
public final class KeptFields extends AbstractMap<String, Object> {

    static final KeptFields NONE = new KeptFields(new LinkedHashMap<>());

    private final LinkedHashMap<String, Object> fields;

    /** Takes the map over: it must not be changed any more, and must hold no nulls. */
    KeptFields(LinkedHashMap<String, Object> fields) {
        this.fields = fields;
    }

    /** All fields of the map, which may be null for none. */
    public static Map<String, Object> of(Map<String, Object> fields) {
        return fields instanceof KeptFields ? fields : without(fields, Set.of());
    }

    /** The fields of the map, which may be null for none, but those with the given names. */
    public static Map<String, Object> without(Map<String, Object> fields, Set<String> names) {
        if (fields == null || fields.isEmpty()) {
            return NONE;
        }
        LinkedHashMap<String, Object> kept = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            // a map from outside may have a null name, and the usual set of names throws when it is asked for one
            if (value != null && (name == null || !names.contains(name))) {
                kept.put(name, value);
            }
        });
        return kept.isEmpty() ? NONE : new KeptFields(kept);
    }

    @Override
    public Object get(Object name) {
        return fields.get(name);
    }

    @Override
    public boolean containsKey(Object name) {
        return fields.containsKey(name);
    }

    @Override
    public int size() {
        return fields.size();
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return Collections.unmodifiableMap(fields).entrySet();
    }
}
