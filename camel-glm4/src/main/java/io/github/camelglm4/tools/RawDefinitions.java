package io.github.camelglm4.tools;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads tools in their JSON form: functions that do not run here, and tools that services run. Pure. */
public final class RawDefinitions {

    private RawDefinitions() {}

    /**
     * Reads definitions from a JSON array, or one definition from a JSON object.
     *
     * @param source the source of the text, for the message
     * @throws IllegalArgumentException if the text or a definition is invalid
     */
    public static List<Map<String, Object>> read(String source, String text) {
        Object json;
        try {
            json = Json.readValue(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(source + " is not valid JSON: " + e.getMessage(), e);
        }
        List<?> list = json instanceof List<?> several ? several : List.of(json == null ? "null" : json);
        List<Map<String, Object>> definitions = new ArrayList<>();
        for (Object element : list) {
            Map<String, Object> definition = Fields.object(element);
            check(definition, source + ", tool " + (definitions.size() + 1));
            definitions.add(definition);
        }
        return definitions;
    }

    private static void check(Map<String, Object> definition, String place) {
        String type = Fields.text(definition, "type");
        if (type == null || type.isBlank()) {
            throw new IllegalArgumentException(
                    place + " must be an object with a type: function, web_search, retrieval or mcp");
        }
        if (type.equals("function")) {
            try {
                ToolDefinition.requireName(Fields.text(Fields.object(definition, "function"), "name"));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(place + ": " + e.getMessage());
            }
        }
    }
}
