package io.github.camelglm4.typed;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A schema as that of the only property of an object. Pure. */
final class WrappedSchema {

    private static final String DIALECT = "$schema";
    private static final String REFERENCE = "$ref";

    private WrappedSchema() {}

    /** The schema of the object. References within the given one are led to where it now stands. */
    static Map<String, Object> of(Map<String, Object> schema, String property) {
        Map<String, Object> moved = moved(schema, "#/properties/" + property);
        Map<String, Object> wrapped = new LinkedHashMap<>();
        Object dialect = moved.remove(DIALECT);
        if (dialect != null) {
            wrapped.put(DIALECT, dialect);
        }
        wrapped.put("type", "object");
        wrapped.put("properties", Map.of(property, moved));
        wrapped.put("required", List.of(property));
        wrapped.put("additionalProperties", false);
        return wrapped;
    }

    private static Map<String, Object> moved(Map<?, ?> schema, String root) {
        Map<String, Object> moved = new LinkedHashMap<>();
        schema.forEach((key, value) -> moved.put(
                key.toString(),
                key.equals(REFERENCE) && value instanceof String reference
                        ? reference(reference, root)
                        : movedValue(value, root)));
        return moved;
    }

    private static Object movedValue(Object value, String root) {
        if (value instanceof Map<?, ?> map) {
            return moved(map, root);
        }
        if (value instanceof List<?> list) {
            List<Object> moved = new ArrayList<>(list.size());
            list.forEach(element -> moved.add(movedValue(element, root)));
            return moved;
        }
        return value;
    }

    /** Only paths from the root: names of anchors stay right. */
    private static String reference(String reference, String root) {
        return reference.equals("#") || reference.startsWith("#/") ? root + reference.substring(1) : reference;
    }
}
