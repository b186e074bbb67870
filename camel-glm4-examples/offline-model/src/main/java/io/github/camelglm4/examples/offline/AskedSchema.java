package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The JSON Schema that an answer has to fit: a parameter of the request, or written in its instructions. */
final class AskedSchema {
    private static final String ANNOUNCED = "JSON Schema";

    private AskedSchema() {}

    /**
     * @param responseFormat the wire's {@code response_format}, or null
     * @return the schema; missing when none is asked for
     */
    static JsonNode of(Object responseFormat, String instructions) {
        JsonNode format = Json.tree(responseFormat);
        return switch (format.path("type").asText()) {
            case "json_schema" -> format.at("/json_schema/schema");
            case "json_object" -> written(instructions);
            default -> MissingNode.getInstance();
        };
    }

    private static JsonNode written(String instructions) {
        int announced = instructions.indexOf(ANNOUNCED);
        int begin = announced < 0 ? -1 : instructions.indexOf('{', announced);
        if (begin < 0) {
            return MissingNode.getInstance();
        }
        try {
            // what follows the schema is left alone
            JsonNode schema = Json.parse(instructions.substring(begin));
            return schema.has("properties") ? schema : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
