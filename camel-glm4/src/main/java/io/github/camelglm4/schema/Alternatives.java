package io.github.camelglm4.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Alternatives that a constant tells apart, such as the name of a subtype. Only the one that it names need be looked into;
 * the library tries them all, in each of them those of the next level, and so on, and tells of each what is wrong. Pure.
 */
final class Alternatives {

    private static final List<String> KEYWORDS = List.of("anyOf", "oneOf");
    private static final Set<String> VALUES = Set.of("const", "enum", "default", "examples");

    private final JsonNode root;

    private Alternatives(JsonNode root) {
        this.root = root;
    }

    /**
     * A schema that asks for the same, in which such alternatives are chosen by their constant.
     *
     * @param schema of a draft that knows {@code if} and {@code then}
     */
    static JsonNode toldApart(JsonNode schema) {
        // a path through alternatives would not lead there any more
        boolean ledThrough =
                schema.findValuesAsText("$ref").stream().anyMatch(path -> path.matches(".*/(any|one)Of/.*"));
        if (ledThrough) {
            return schema;
        }
        JsonNode copy = schema.deepCopy();
        new Alternatives(schema).tellApart(copy);
        return copy;
    }

    private void tellApart(JsonNode schema) {
        schema.properties().forEach(member -> {
            if (!VALUES.contains(member.getKey())) {
                tellApart(member.getValue());
            }
        });
        if (schema.isArray()) {
            schema.forEach(this::tellApart);
        }
        for (String keyword : KEYWORDS) {
            if (schema.path(keyword) instanceof ArrayNode alternatives) {
                tellApart(alternatives);
            }
        }
        // of one alternative, one of and any of are the same, but the library says more about the latter
        if (schema.path("oneOf").isArray() && schema.path("oneOf").size() == 1 && !schema.has("anyOf")) {
            ((ObjectNode) schema).set("anyOf", ((ObjectNode) schema).remove("oneOf"));
        }
    }

    private void tellApart(ArrayNode alternatives) {
        String property = constant(alternatives);
        if (property == null) {
            return;
        }
        Map<JsonNode, JsonNode> named = new LinkedHashMap<>();
        List<JsonNode> others = new ArrayList<>();
        for (JsonNode alternative : alternatives) {
            JsonNode name = constant(alternative, property);
            if (name.isMissingNode()) {
                others.add(alternative);
            } else if (!isObject(alternative) || named.put(name, alternative) != null) {
                // what is no object fits one that does not ask for an object, whatever its name
                return;
            }
        }
        if (named.size() > 1) {
            alternatives.removeAll().addAll(others).add(chosen(alternatives, property, named));
        }
    }

    private ObjectNode chosen(ArrayNode alternatives, String property, Map<JsonNode, JsonNode> named) {
        ObjectNode chosen = alternatives.objectNode();
        chosen.put("type", "object");
        chosen.putArray("required").add(property);
        chosen.putObject("properties").putObject(property).putArray("enum").addAll(named.keySet());
        ArrayNode choices = chosen.putArray("allOf");
        named.forEach((name, alternative) -> {
            ObjectNode choice = choices.addObject();
            ObjectNode condition = choice.putObject("if");
            condition.putArray("required").add(property);
            condition.putObject("properties").putObject(property).set("const", name);
            choice.set("then", alternative);
        });
        return chosen;
    }

    private boolean isObject(JsonNode alternative) {
        return "object".equals(resolved(alternative).path("type").asText());
    }

    /** The property that is a constant in the first alternative that has one; null when none has. */
    private String constant(ArrayNode alternatives) {
        for (JsonNode alternative : alternatives) {
            for (Map.Entry<String, JsonNode> property :
                    resolved(alternative).path("properties").properties()) {
                if (!constant(alternative, property.getKey()).isMissingNode()) {
                    return property.getKey();
                }
            }
        }
        return null;
    }

    /** What a property always is where the alternative fits; missing when that is not said. */
    private JsonNode constant(JsonNode alternative, String property) {
        JsonNode schema = resolved(alternative);
        for (JsonNode required : schema.path("required")) {
            if (required.asText().equals(property)) {
                return schema.path("properties").path(property).path("const");
            }
        }
        return schema.path("");
    }

    private JsonNode resolved(JsonNode schema) {
        String path = schema.path("$ref").asText();
        return path.startsWith("#/") && schema.size() == 1 ? root.at(path.substring(1)) : schema;
    }
}
