package io.github.camelglm4.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A call of a tool whose arguments fit.
 *
 * @param name the tool
 * @param id the call's, unique in its conversation
 * @param arguments a copy at each call: its receiver may change it
 * @param abandoned completed when nobody waits for the result any more
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
