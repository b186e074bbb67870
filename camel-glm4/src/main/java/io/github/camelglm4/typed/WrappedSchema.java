package io.github.camelglm4.typed;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Converts a schema to that of an object whose only property it describes. Pure. */
final class WrappedSchema {

    private static final String DIALECT = "$schema";
    private static final String REFERENCE = "$ref";
    private static final int MOST_REFERENCES = 10;

    private WrappedSchema() {}

    /** Whether a schema describes a value that is not an object; without a type, it describes an object. */
    static boolean isNeeded(Map<String, Object> schema) {
        JsonNode root = Json.tree(schema);
        return !isObject(root, root, MOST_REFERENCES);
    }

    private static boolean isObject(JsonNode schema, JsonNode root, int references) {
        if (schema.has("type")) {
            return "object".equals(schema.get("type").textValue());
        }
        String reference = schema.path(REFERENCE).asText();
        if (isPath(reference) && references > 0) {
            return isObject(root.at(reference.substring(1)), root, references - 1);
        }
        return Stream.of("anyOf", "oneOf")
                        .flatMap(alternatives -> schema.path(alternatives).valueStream())
                        .allMatch(alternative -> isObject(alternative, root, references))
                && !schema.has("enum")
                && !schema.has("const");
    }

    /** Whether it is a path from the root; references to anchors remain valid in any place. */
    private static boolean isPath(String reference) {
        return reference.equals("#") || reference.startsWith("#/");
    }

    /** Returns the schema of the object. References within the given schema are changed to its new location. */
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
        // a schema with its own id is the root of its references in any place
        boolean ownRoot = schema.get("$id") instanceof String;
        schema.forEach((key, value) -> moved.put(key.toString(), ownRoot ? value : moved(key, value, root)));
        return moved;
    }

    private static Object moved(Object key, Object value, String root) {
        if (value instanceof Map<?, ?> map) {
            return moved(map, root);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> moved(null, element, root)).toList();
        }
        boolean isPath = REFERENCE.equals(key) && value instanceof String reference && isPath(reference);
        return isPath ? root + value.toString().substring(1) : value;
    }
}
