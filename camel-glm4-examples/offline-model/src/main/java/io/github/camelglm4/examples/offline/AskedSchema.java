package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

/** The JSON Schema that the answer must match: a parameter of the request, or a part of its instructions. */
final class AskedSchema {
    private static final String ANNOUNCED = "JSON Schema";

    private AskedSchema() {}

    /**
     * @param responseFormat the field {@code response_format} of the request, or null
     * @return the schema; missing if the request has none
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
            // the parser ignores the text after the schema
            JsonNode schema = Json.parse(instructions.substring(begin));
            return schema.has("properties") ? schema : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
