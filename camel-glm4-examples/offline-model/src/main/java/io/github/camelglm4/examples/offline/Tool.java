package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * A function tool of a request.
 *
 * @param parameters the JSON Schema of its arguments; missing if it has none
 */
record Tool(String name, String description, JsonNode parameters) {
    /** @param tools the field {@code tools} of the request, or null; tools that the service runs itself are ignored */
    static List<Tool> offered(Object tools) {
        return StreamSupport.stream(Json.tree(tools).spliterator(), false)
                .filter(tool -> tool.path("type").asText().equals("function"))
                .map(tool -> tool.path("function"))
                .map(function -> new Tool(
                        function.path("name").asText(),
                        function.path("description").asText(),
                        function.path("parameters")))
                .toList();
    }

    /** The words of its name and description. */
    List<String> words() {
        return Terms.of(wordsOf(name) + " " + description);
    }

    Stream<Parameter> arguments() {
        JsonNode properties = parameters.path("properties");
        return StreamSupport.stream(((Iterable<String>) properties::fieldNames).spliterator(), false)
                .map(name -> new Parameter(name, properties.path(name), isRequired(name)));
    }

    private boolean isRequired(String parameter) {
        return StreamSupport.stream(parameters.path("required").spliterator(), false)
                .anyMatch(required -> required.asText().equals(parameter));
    }

    /** A parameter with its schema. */
    record Parameter(String name, JsonNode schema, boolean required) {
        String type() {
            return schema.path("type").asText();
        }

        boolean isNumber() {
            return type().equals("integer") || type().equals("number");
        }

        boolean isText() {
            return type().equals("string");
        }

        List<String> words() {
            return Terms.of(wordsOf(name));
        }
    }

    /** {@code lookupOrder} and {@code lookup_order} are two words. */
    private static String wordsOf(String name) {
        return name.replaceAll("(?<=\\p{Ll})(?=\\p{Lu})|[_-]", " ");
    }
}
