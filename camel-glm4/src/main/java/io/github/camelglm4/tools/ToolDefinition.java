package io.github.camelglm4.tools;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.schema.Finding;
import io.github.camelglm4.schema.Schema;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A function that we run for a model, as the model is told of it. Immutable. */
public final class ToolDefinition {

    /** Source: chat-completions page of docs.bigmodel.cn, field tools. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private static final Pattern NOT_IN_NAMES = Pattern.compile("[^a-zA-Z0-9_-]");

    private static final int LONGEST_NAME = 64;

    private final String name;
    private final Schema parameters;
    private final Map<String, Object> offered;
    private final Map<String, Object> json;

    /**
     * A definition, checked.
     *
     * @param name        how the model calls it
     * @param description what it does and when it is of use
     * @param parameters  a JSON Schema of an object: what its arguments must be
     * @throws IllegalArgumentException naming what is wrong
     */
    public ToolDefinition(String name, String description, Map<String, Object> parameters) {
        requireName(name);
        String what = "the schema of the arguments of tool " + name;
        if (!"object".equals(parameters.get("type"))) {
            throw new IllegalArgumentException(what + " must have the type object, but has " + parameters.get("type"));
        }
        this.name = name;
        this.parameters = Schema.of(what, parameters);
        this.offered = OfferedSchema.of(parameters);
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", name);
        function.put("description", description);
        function.put("parameters", offered);
        this.json = new LinkedHashMap<>();
        json.put("type", "function");
        json.put("function", function);
    }

    /** @throws IllegalArgumentException when services would refuse the name */
    static void requireName(String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "a tool's name must be 1 to 64 of the characters a-z, A-Z, 0-9, _ and -" + ", but is " + name);
        }
    }

    /** The name, or what comes nearest to it among those that services take. */
    static String nearestName(String name) {
        if (name == null || name.isEmpty()) {
            return "unknown";
        }
        if (NAME.matcher(name).matches()) {
            return name;
        }
        String start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
        return NOT_IN_NAMES.matcher(start).replaceAll("_");
    }

    public String name() {
        return name;
    }

    /** The wire form; not to be changed. */
    public Map<String, Object> toMap() {
        return json;
    }

    /** What some services refuse in the definition, in a sentence for each; usually nothing. */
    public List<String> advice() {
        return DefinitionAdvice.of(Fields.text(Fields.object(json, "function"), "description"), offered);
    }

    /**
     * The arguments of a call, which are the model's writing: where they do not fit as they are, as they are plainly meant.
     *
     * @param text as the model wrote them
     * @return a new map, whose values are maps, lists and scalars
     * @throws ToolProblem when they are no JSON object, or do not fit the parameters
     */
    public Map<String, Object> arguments(String text) {
        return fitting(read(text));
    }

    /** The arguments of a call as JSON text; otherwise as {@link #arguments}. */
    String checked(String text) {
        Map<String, Object> arguments = read(text);
        Map<String, Object> fitting = fitting(arguments);
        return fitting.equals(arguments) ? text : Json.writeText(fitting);
    }

    private Map<String, Object> fitting(Map<String, Object> arguments) {
        if (parameters.findings(arguments).isEmpty()) {
            return arguments;
        }
        Map<String, Object> meant = LenientArguments.meant(arguments, offered);
        List<Finding> findings = parameters.findings(meant);
        if (!findings.isEmpty()) {
            throw ToolProblem.arguments(
                    "the arguments do not fit the parameters of the tool: " + Finding.sentences(findings));
        }
        return meant;
    }

    private static Map<String, Object> read(String text) {
        try {
            return Json.readObject(text);
        } catch (IOException e) {
            throw ToolProblem.arguments("the arguments are not a valid JSON object");
        }
    }
}
