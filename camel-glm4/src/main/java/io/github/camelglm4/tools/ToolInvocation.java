package io.github.camelglm4.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A tool call with valid arguments.
 *
 * @param name name of the tool
 * @param id id of the call, unique in its conversation
 * @param arguments the accessor returns a new copy, which its caller may change
 * @param abandoned completed when the result is no longer needed
 */
public record ToolInvocation(String name, String id, Map<String, Object> arguments, CompletableFuture<Void> abandoned) {

    @Override
    public Map<String, Object> arguments() {
        return copy(arguments);
    }

    private static Map<String, Object> copy(Map<?, ?> map) {
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((name, value) -> copy.put((String) name, value(value)));
        return copy;
    }

    private static Object value(Object value) {
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(element -> copy.add(value(element)));
            return copy;
        }
        return value instanceof Map<?, ?> map ? copy(map) : value;
    }
}
