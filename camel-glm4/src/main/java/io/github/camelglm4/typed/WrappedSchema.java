package io.github.camelglm4.typed;

import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A schema as that of the only property of an object. Pure. */
final class WrappedSchema {

    private static final String DIALECT = "$schema";
    private static final String REFERENCE = "$ref";
    private static final int MOST_REFERENCES = 10;

    private WrappedSchema() {}

    /** Whether a schema asks for something else than an object; one that does not say is meant for an object. */
    static boolean isNeeded(Map<String, Object> schema) {
        return !isObject(schema, schema, MOST_REFERENCES);
    }

    private static boolean isObject(Map<String, Object> schema, Map<String, Object> root, int references) {
        if (schema.containsKey("type")) {
            return "object".equals(schema.get("type"));
        }
        if (schema.get(REFERENCE) instanceof String reference && references > 0) {
            return isObject(referred(reference, root), root, references - 1);
        }
        return Stream.of("anyOf", "oneOf")
                        .flatMap(alternatives -> Fields.objects(schema, alternatives).stream())
                        .allMatch(alternative -> isObject(alternative, root, references))
                && !schema.containsKey("enum")
                && !schema.containsKey("const");
    }

    /** What stands at a path from the root; nothing is known of what a name of an anchor stands for. */
    private static Map<String, Object> referred(String reference, Map<String, Object> root) {
        Map<String, Object> found = root;
        for (String step : reference.substring(Math.min(2, reference.length())).split("/")) {
            found = step.isEmpty()
                    ? found
                    : Fields.object(found, step.replace("~1", "/").replace("~0", "~"));
        }
        return found;
    }

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
        // what has an id of its own is the root of its references, wherever it stands
        boolean ownRoot = schema.get("$id") instanceof String;
        schema.forEach((key, value) -> moved.put(
                key.toString(),
                ownRoot
                        ? value
                        : key.equals(REFERENCE) && value instanceof String reference
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
