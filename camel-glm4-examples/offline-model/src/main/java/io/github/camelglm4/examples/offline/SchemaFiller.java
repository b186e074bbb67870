package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelglm4.examples.offline.Tool.Parameter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Creates an object that matches a JSON Schema from a text by simple rules: numbers, dates and identifiers are those in
 * the text, in their order; a constant is selected like a category; other strings are the summary. Optional properties
 * without a value in the text are omitted.
 */
final class SchemaFiller {
    private final JsonNode root;
    private final String text;
    private final String summary;
    private final Categorizer categorizer;
    private final ArgumentValues values;

    SchemaFiller(JsonNode root, Turn turn, String summary, Categorizer categorizer) {
        this.root = root;
        this.text = turn.question();
        this.summary = summary;
        this.categorizer = categorizer;
        this.values = new ArgumentValues(turn);
    }

    JsonNode answer() {
        return object(root);
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = Json.object();
        schema.path("properties").properties().forEach(property -> {
            boolean required = contains(schema.path("required"), property.getKey());
            JsonNode value = value(property.getKey(), property.getValue(), required);
            if (!value.isNull() || required) {
                object.set(property.getKey(), value);
            }
        });
        return object;
    }

    private JsonNode value(String name, JsonNode declared, boolean required) {
        JsonNode schema = resolved(declared);
        if (schema.has("enum")) {
            return constant(new Parameter(name, schema, required));
        }
        Parameter parameter = new Parameter(name, schema, required);
        return switch (type(schema)) {
            case "object" -> object(schema);
            case "array" -> list(name, schema);
            case "boolean" -> BooleanNode.valueOf(text.contains(name));
            case "integer", "number" -> first(parameter, required ? IntNode.valueOf(0) : NullNode.getInstance());
            case "string" ->
                ArgumentValues.hasForm(parameter)
                        ? first(parameter, required ? TextNode.valueOf("") : NullNode.getInstance())
                        : required ? TextNode.valueOf(summary) : NullNode.getInstance();
            default -> NullNode.getInstance();
        };
    }

    private JsonNode first(Parameter parameter, JsonNode otherwise) {
        return values.of(parameter).stream().findFirst().orElse(otherwise);
    }

    private ArrayNode list(String name, JsonNode schema) {
        ArrayNode list = Json.list();
        JsonNode items = resolved(schema.path("items"));
        if (type(items).equals("object")) {
            return list.add(object(items));
        }
        return list.addAll(values.of(new Parameter(name, items, false)));
    }

    /** The category of the text, else a constant in the text, else the last constant, which often means "other". */
    private JsonNode constant(Parameter parameter) {
        List<JsonNode> all = StreamSupport.stream(
                        parameter.schema().path("enum").spliterator(), false)
                .filter(constant -> !constant.isNull())
                .toList();
        String names = all.stream().map(JsonNode::asText).collect(Collectors.joining(" "));
        String category = categorizer.categorize(text, names);
        return all.stream()
                .filter(constant -> constant.asText().equalsIgnoreCase(category))
                .findFirst()
                .or(() -> values.of(parameter).stream().findFirst())
                .orElse(all.get(all.size() - 1));
    }

    /** Resolves a reference, and selects the first alternative that is not null. */
    private JsonNode resolved(JsonNode schema) {
        if (schema.has("$ref")) {
            return root.at(schema.path("$ref").asText().substring(1));
        }
        for (JsonNode alternative : schema.path("anyOf")) {
            if (!alternative.path("type").asText().equals("null")) {
                return resolved(alternative);
            }
        }
        return schema;
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.path(0).asText() : type.asText();
    }

    private static boolean contains(JsonNode names, String name) {
        return StreamSupport.stream(names.spliterator(), false)
                .anyMatch(element -> element.asText().equals(name));
    }
}
