package io.github.camelglm4.json;

import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Fields of a JSON object in their order, without fields that are null, because null means missing. Immutable, so
 * objects can share them; other maps must be copied, which is why this is a type.
 *
 * <p>The static methods read the fields of any map leniently: ids may be numbers, numbers may be {@code 12.0} or text,
 * content may be text or a list of parts, and several values mean none.
 */
public final class Fields extends AbstractMap<String, Object> {

    static final Fields NONE = new Fields(new LinkedHashMap<>());

    /** Deeper nesting counts as a value, because the sender controls the depth of its JSON. */
    private static final int DEEPEST = 8;

    private static final Set<String> WORDS_FOR_NONE = Set.of("null", "none", "nil", "undefined");

    private final LinkedHashMap<String, Object> fields;

    /** Uses the map itself, which must no longer change and must not contain nulls. */
    Fields(LinkedHashMap<String, Object> fields) {
        this.fields = fields;
    }

    /** Returns all fields of the map, which may be null. */
    public static Map<String, Object> of(Map<String, Object> fields) {
        return fields instanceof Fields ? fields : without(fields, Set.of());
    }

    /** Returns the fields of the map, which may be null, without those with the given names. */
    public static Map<String, Object> without(Map<String, Object> fields, Set<String> names) {
        if (fields == null || fields.isEmpty()) {
            return NONE;
        }
        LinkedHashMap<String, Object> kept = new LinkedHashMap<>();
        fields.forEach((name, value) -> {
            // a map from outside may have a null name, for which the usual set of names throws an exception
            if (value != null && (name == null || !names.contains(name))) {
                kept.put(name, value);
            }
        });
        return kept.isEmpty() ? NONE : new Fields(kept);
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

    /** Returns the field as text: a number in decimal form, null for any other value. */
    public static String text(Map<?, ?> object, String name) {
        return text(object.get(name));
    }

    /** Returns the value as text: a number in decimal form, null for any other value. */
    public static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Number ? value.toString() : null;
    }

    /** Returns the field as a whole number, or null if it is not a number. */
    public static Long wholeNumber(Map<?, ?> object, String name) {
        return wholeNumber(object.get(name));
    }

    /** Returns the value as a whole number, or null if it is not a number. */
    public static Long wholeNumber(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text && text.strip().matches("-?\\d{1,18}")) {
            return Long.valueOf(text.strip());
        }
        return null;
    }

    /** Returns the field as an index from 0 to below the size; null if it is not exactly one of these numbers. */
    public static Integer index(Map<?, ?> object, String name, int size) {
        Object value = object.get(name);
        Long index = wholeNumber(value);
        // a fraction or a larger number would become another index
        boolean exact = index != null && !(value instanceof Number number && number.doubleValue() != index);
        return exact && index >= 0 && index < size ? index.intValue() : null;
    }

    /** Returns the field as an object; empty if it is not an object. */
    public static Map<String, Object> object(Map<?, ?> object, String name) {
        return object(object.get(name));
    }

    /** Returns the value as an object; empty if it is not an object. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** Returns the objects in the list in the field; empty if it is not a list. */
    public static List<Map<String, Object>> objects(Map<?, ?> object, String name) {
        return objects(object.get(name));
    }

    /** Returns the objects in the list; empty if the value is not a list. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> objects(Object value) {
        if (!(value instanceof List<?> list)) {
            return List.of();
        }
        List<Map<String, Object>> objects = new ArrayList<>(list.size());
        for (Object element : list) {
            if (element instanceof Map<?, ?> map) {
                objects.add((Map<String, Object>) map);
            }
        }
        return objects;
    }

    /** Returns the text, or null if it is blank or a word for none. */
    public static String unlessNone(String text) {
        return isNone(text) ? null : text;
    }

    /**
     * Whether a JSON value means none: null, false, 0, blank text, a word for none, or a list or object that contains
     * only such values.
     */
    public static boolean isNone(Object value) {
        return isNone(value, 0);
    }

    private static boolean isNone(Object value, int depth) {
        if (value instanceof String text) {
            return text.isBlank() || WORDS_FOR_NONE.contains(text.strip().toLowerCase(Locale.ROOT));
        }
        if (value instanceof Map<?, ?> object) {
            return areNone(object.values(), depth + 1);
        }
        if (value instanceof List<?> list) {
            return areNone(list, depth + 1);
        }
        return value == null
                || Boolean.FALSE.equals(value)
                || value instanceof Number number && number.doubleValue() == 0;
    }

    private static boolean areNone(Collection<?> values, int depth) {
        return depth <= DEEPEST && values.stream().allMatch(value -> isNone(value, depth));
    }

    /** Puts a field into an object, unless its value is null: null means missing and is never sent. */
    public static void putIfSet(Map<String, Object> object, String name, Object value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
