package io.github.camelglm4.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads fields of JSON objects as the world writes them: missing and null are the same, ids may be numbers, numbers may
 * be {@code 12.0} or text, content may be text or a list of parts.
 */
public final class Fields {

    private Fields() {}

    /** The field as text; a number becomes its decimal form; anything else is null. */
    public static String text(Map<?, ?> object, String name) {
        return text(object.get(name));
    }

    /** The value as text; a number becomes its decimal form; anything else is null. */
    public static String text(Object value) {
        if (value instanceof String text) {
            return text;
        }
        return value instanceof Number ? value.toString() : null;
    }

    /** The field as a whole number, or null where it is none. */
    public static Long wholeNumber(Map<?, ?> object, String name) {
        return wholeNumber(object.get(name));
    }

    /** The value as a whole number, or null where it is none. */
    public static Long wholeNumber(Object value) {
        if (value instanceof Number number) {
            return number.longValue();
        }
        if (value instanceof String text && text.strip().matches("-?\\d{1,18}")) {
            return Long.valueOf(text.strip());
        }
        return null;
    }

    /** The field as an object; empty where it is none. */
    public static Map<String, Object> object(Map<?, ?> object, String name) {
        return object(object.get(name));
    }

    /** The value as an object; empty where it is none. */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> object(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    /** The objects in the list that the field holds; empty where it is no list. */
    public static List<Map<String, Object>> objects(Map<?, ?> object, String name) {
        return objects(object.get(name));
    }

    /** The objects in the list; empty where the value is no list. */
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

    /** Puts a field into an object, unless its value is null: missing and null are the same, and null is never sent. */
    public static void putIfSet(Map<String, Object> object, String name, Object value) {
        if (value != null) {
            object.put(name, value);
        }
    }
}
