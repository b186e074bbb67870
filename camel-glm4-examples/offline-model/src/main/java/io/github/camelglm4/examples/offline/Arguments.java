package io.github.camelglm4.examples.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelglm4.examples.offline.Tool.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The arguments for calls of a tool.
 *
 * @param calls the arguments of each call; several if a parameter has several values; empty if a parameter is missing
 * @param missing the required parameters without a value
 */
record Arguments(List<ObjectNode> calls, List<Parameter> missing) {
    static Arguments of(Tool tool, Turn turn) {
        ArgumentValues values = new ArgumentValues(turn);
        List<Parameter> parameters = tool.arguments().toList();
        List<Parameter> numbers =
                parameters.stream().filter(Parameter::isNumber).toList();
        Map<String, List<JsonNode>> found = new LinkedHashMap<>();
        List<Parameter> missing = new ArrayList<>();
        for (Parameter parameter : parameters) {
            List<JsonNode> all = values.of(parameter);
            // several numeric parameters get the numbers in their order
            int place = numbers.size() > 1 ? numbers.indexOf(parameter) : -1;
            List<JsonNode> own =
                    place < 0 ? all : all.stream().skip(place).limit(1).toList();
            if (!own.isEmpty()) {
                found.put(parameter.name(), own);
            } else if (parameter.required()) {
                missing.add(parameter);
            }
        }
        return new Arguments(missing.isEmpty() ? calls(found) : List.of(), missing);
    }

    private static List<ObjectNode> calls(Map<String, List<JsonNode>> found) {
        int most = found.values().stream().mapToInt(List::size).max().orElse(1);
        return IntStream.range(0, most)
                .mapToObj(call -> {
                    ObjectNode arguments = Json.object();
                    found.forEach((name, values) -> arguments.set(name, values.get(Math.min(call, values.size() - 1))));
                    return arguments;
                })
                .toList();
    }
}
