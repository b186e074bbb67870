package io.github.camelglm4.tools;

import io.github.camelglm4.json.Json;
import io.github.camelglm4.schema.Finding;
import io.github.camelglm4.schema.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A function that we run for a model, as the model is told of it. Immutable.
 *
 * @param name        how the model calls it
 * @param description what it does and when it is of use
 * @param parameters  what its arguments must be
 */
public record ToolDefinition(String name, String description, Schema parameters) {

    /** Source: chat-completions page of docs.bigmodel.cn, field tools. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    /**
     * A definition, checked.
     *
     * @param parameters a JSON Schema of an object
     * @throws IllegalArgumentException naming what is wrong
     */
    public static ToolDefinition of(String name, String description, Map<String, Object> parameters) {
        requireName(name);
        if (!"object".equals(parameters.get("type"))) {
            throw new IllegalArgumentException("the schema of the arguments of tool " + name
                    + " must have the type object, but has " + parameters.get("type"));
        }
        return new ToolDefinition(
                name, description, Schema.of("the schema of the arguments of tool " + name, parameters));
    }

    /** @throws IllegalArgumentException when services would refuse the name */
    static void requireName(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a tool's name must be 1 to 64 of the characters a-z, A-Z, 0-9, _ and -" + ", but is " + name);
        }
    }

    /** The wire form. */
    public Map<String, Object> toMap() {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", name);
        function.put("description", description);
        function.put("parameters", parameters.json());
        return Map.of("type", "function", "function", function);
    }

    /**
     * The arguments of a call, which are the model's writing.
     *
     * @param json as the model wrote them
     * @return a new map, whose values are maps, lists and scalars
     * @throws ToolProblem when they are no JSON object, or do not fit the parameters
     */
    public Map<String, Object> arguments(String json) {
        Map<String, Object> arguments = read(json);
        List<Finding> findings = findings(arguments);
        if (!findings.isEmpty()) {
            throw ToolProblem.arguments(
                    "the arguments do not fit the parameters of the tool: " + Finding.sentences(findings));
        }
        return arguments;
    }

    private static Map<String, Object> read(String json) {
        try {
            return Json.readObject(json);
        } catch (IOException e) {
            throw ToolProblem.arguments("the arguments are not a valid JSON object");
        }
    }

    private List<Finding> findings(Map<String, Object> arguments) {
        try {
            return parameters.findings(arguments);
        } catch (StackOverflowError e) {
            // a schema that refers to itself goes as deep as the arguments do
            throw ToolProblem.arguments("the arguments are nested too deeply");
        }
    }
}
