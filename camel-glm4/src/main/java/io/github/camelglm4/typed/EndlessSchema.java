package io.github.camelglm4.typed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/** Whether a schema asks for objects that must hold others of their own kind: no answer to that has an end. Pure. */
final class EndlessSchema {

    private final JsonNode root;
    private final Deque<JsonNode> within = new ArrayDeque<>();
    private final Set<JsonNode> finite = new HashSet<>();

    private EndlessSchema(JsonNode root) {
        this.root = root;
    }

    /** @throws IllegalArgumentException starting with the name, when it does */
    static void refuse(String name, JsonNode schema) {
        String property = new EndlessSchema(schema).endless(schema);
        if (property != null) {
            throw new IllegalArgumentException(name + " has no end: " + property
                    + " must be there, and hold the same again; if it is Optional or Nullable, it may end");
        }
    }

    /** The property by which the schema leads to itself; null when it can be fulfilled, as far as can be seen here. */
    private String endless(JsonNode schema) {
        if (schema.path("$ref").isTextual()) {
            String reference = schema.get("$ref").textValue();
            return reference.equals("#") || reference.startsWith("#/")
                    ? endlessOnce(root.at(reference.substring(1)))
                    : null;
        }
        if (schema.path("anyOf").isArray()) {
            String property = null;
            for (JsonNode alternative : schema.get("anyOf")) {
                property = endless(alternative);
                if (property == null) {
                    return null;
                }
            }
            return property;
        }
        return endlessOnce(schema);
    }

    private String endlessOnce(JsonNode schema) {
        if (finite.contains(schema) || !"object".equals(schema.path("type").asText()) && !schema.has("anyOf")) {
            return null;
        }
        if (within.contains(schema)) {
            return "";
        }
        within.push(schema);
        String property = schema.has("anyOf") ? endless(schema) : endlessProperty(schema);
        within.pop();
        if (property == null) {
            finite.add(schema);
        }
        return property;
    }

    private String endlessProperty(JsonNode schema) {
        for (JsonNode required : schema.path("required")) {
            String inner = endless(schema.path("properties").path(required.asText()));
            if (inner != null) {
                return inner.isEmpty() ? required.asText() : inner;
            }
        }
        return null;
    }
}
