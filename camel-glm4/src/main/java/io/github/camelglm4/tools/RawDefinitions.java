package io.github.camelglm4.tools;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads tools in their wire form: functions that nobody runs here, and what services run themselves. Pure. */
public final class RawDefinitions {

    private RawDefinitions() {}

    /**
     * The definitions in a JSON array, or the one in a JSON object.
     *
     * @param source where the text came from, for the message
     * @throws IllegalArgumentException naming what is wrong
     */
    public static List<Map<String, Object>> read(String source, String text) {
        Object json;
        try {
            json = Json.readValue(text);
        } catch (IOException e) {
            throw new IllegalArgumentException(source + " is no JSON: " + e.getMessage(), e);
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
