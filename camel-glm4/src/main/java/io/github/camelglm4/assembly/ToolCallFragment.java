package io.github.camelglm4.assembly;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.util.Map;
import java.util.Set;

/**
 * One entry of {@code delta.tool_calls}, with blank as null.
 *
 * @param index the place among the calls, or null where it is absent or negative and says nothing
 * @param id the call's id, or null
 * @param type {@code function}, or a tool that the service runs itself, or null
 * @param name the function's name, or null
 * @param arguments more of the arguments; an object as its JSON; never null
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

    /**
     * What kind of call it is: the function, or the tool that the service runs; null where the fragment does not say.
     */
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
