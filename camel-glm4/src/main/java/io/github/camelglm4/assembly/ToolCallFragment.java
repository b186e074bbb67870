package io.github.camelglm4.assembly;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.util.Map;
import java.util.Set;

/**
 * One entry of {@code delta.tool_calls}; blank text is null.
 *
 * @param index the position of the call, or null if absent or negative
 * @param id the id of the call, or null
 * @param type {@code function}, a tool that the service runs itself, or null
 * @param name the name of the function, or null
 * @param arguments the next part of the arguments, as JSON if it is an object; never null
 * @param others all further fields ({@code mcp}, ...)
 */
record ToolCallFragment(Long index, String id, String type, String name, String arguments, Map<String, Object> others) {

    private static final Set<String> COMPONENTS = Set.of("index", "id", "type", "function");

    static ToolCallFragment of(Map<String, Object> json) {
        Map<String, Object> function = Fields.object(json, "function");
        Long index = Fields.wholeNumber(json, "index");
        return new ToolCallFragment(
                index == null || index < 0 ? null : index,
                blankToNull(Fields.text(json, "id")),
                blankToNull(Fields.text(json, "type")),
                blankToNull(Fields.text(function, "name")),
                arguments(function.get("arguments")),
                Fields.without(json, COMPONENTS));
    }

    /** The function, or the tool that the service runs; null if the fragment has neither. */
    String kind() {
        return name != null || "function".equals(type) ? name : type;
    }

    boolean isEmpty() {
        return id == null && kind() == null && arguments.isEmpty() && others.isEmpty();
    }

    private static String arguments(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof String text ? text : Json.writeText(value);
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
