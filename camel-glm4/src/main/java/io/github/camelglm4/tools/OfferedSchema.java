package io.github.camelglm4.tools;

import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rewrites the argument schema of a tool for services that validate definitions strictly: each array gets
 * {@code items}, each object gets {@code properties}, and references are resolved. It accepts the same arguments as
 * before. Pure.
 */
final class OfferedSchema {

    /** Keywords whose value is an object of schemas by name. */
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "dependentSchemas");
    /** Keywords whose value is never a schema, even if it looks like one. */
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "example", "examples", "required");

    private static final Set<String> DEFINITIONS = Set.of("$defs", "definitions");
    private static final String REF = "$ref";

    /** Nested references can multiply: a larger schema keeps its references. */
    private static final int MOST_OBJECTS = 5_000;

    private final Map<String, Object> root;
    private final Set<String> open = new HashSet<>();
    private final boolean inline;
    private int objects;
    private boolean keepsReferences;

    private OfferedSchema(Map<String, Object> root, boolean inline) {
        this.root = root;
        this.inline = inline;
    }

    /**
     * Returns the schema for the request. It keeps all references if one of them is recursive or refers to an anchor,
     * or if it would become too large without them.
     */
    static Map<String, Object> of(Map<String, Object> schema) {
        OfferedSchema inlined = new OfferedSchema(schema, true);
        Map<String, Object> offered = inlined.schema(schema);
        return inlined.keepsReferences ? new OfferedSchema(schema, false).schema(schema) : offered;
    }

    /** Returns whether a schema of {@link #of} still has references. */
    static boolean hasReferences(Object offered) {
        if (offered instanceof Map<?, ?> map) {
            return map.get(REF) instanceof String || map.values().stream().anyMatch(OfferedSchema::hasReferences);
        }
        return offered instanceof List<?> list && list.stream().anyMatch(OfferedSchema::hasReferences);
    }

    private Map<String, Object> schema(Map<String, Object> schema) {
        if (inline && ++objects > MOST_OBJECTS) {
            keepsReferences = true;
        }
        if (inline && !keepsReferences && schema.get(REF) instanceof String path) {
            return resolved(schema, path);
        }
        Map<String, Object> offered = new LinkedHashMap<>();
        schema.forEach((keyword, value) -> {
            if (!inline || !DEFINITIONS.contains(keyword)) {
                offered.put(keyword, member(keyword, value));
            }
        });
        if (is("array", schema) && !schema.containsKey("items") && !schema.containsKey("prefixItems")) {
            offered.put("items", Map.of());
        }
        if (is("object", schema) && !schema.containsKey("properties")) {
            offered.put("properties", Map.of());
        }
        return offered;
    }

    private Object member(String keyword, Object value) {
        if (VALUES.contains(keyword)) {
            return value;
        }
        if (NAMED.contains(keyword) || DEFINITIONS.contains(keyword)) {
            Map<String, Object> named = new LinkedHashMap<>();
            Fields.object(value).forEach((name, schema) -> named.put(name, any(schema)));
            return named;
        }
        return any(value);
    }

    private Object any(Object value) {
        if (value instanceof Map<?, ?>) {
            return schema(Fields.object(value));
        }
        if (value instanceof List<?> list) {
            List<Object> all = new ArrayList<>(list.size());
            list.forEach(element -> all.add(any(element)));
            return all;
        }
        return value;
    }

    /**
     * Keywords next to a reference apply to the same value. If both have a keyword, both are kept, in {@code allOf}.
     */
    private Map<String, Object> resolved(Map<String, Object> reference, String path) {
        Map<String, Object> target = target(path);
        if (target == null || !open.add(path)) {
            keepsReferences = true;
            return reference;
        }
        Map<String, Object> found = schema(target);
        open.remove(path);
        Map<String, Object> siblings = new LinkedHashMap<>(reference);
        siblings.remove(REF);
        Map<String, Object> further = siblings.isEmpty() ? Map.of() : schema(siblings);
        Map<String, Object> whole = new LinkedHashMap<>(found);
        for (Map.Entry<String, Object> entry : further.entrySet()) {
            boolean note =
                    entry.getKey().equals("description") || entry.getKey().equals("title");
            if (!note && found.containsKey(entry.getKey())) {
                return Map.of("allOf", List.of(found, further));
            }
            whole.put(entry.getKey(), entry.getValue());
        }
        return whole;
    }

    /** Returns the schema at a path such as {@code #/$defs/address}; null if there is none. */
    private Map<String, Object> target(String path) {
        if (!path.startsWith("#/")) {
            return null;
        }
        Object found = root;
        for (String step : path.substring(2).split("/")) {
            String name = step.replace("~1", "/").replace("~0", "~");
            found = found instanceof Map<?, ?> map ? map.get(name) : null;
        }
        return found instanceof Map<?, ?> ? Fields.object(found) : null;
    }

    private static boolean is(String type, Map<String, Object> schema) {
        Object types = schema.get("type");
        return type.equals(types) || types instanceof List<?> list && list.contains(type);
    }
}
