package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.schema.Finding;
import io.github.camelglm4.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A function that a model can call: its definition and the validation of its arguments. Immutable. */
public final class ToolDefinition {

    private static final int LONGEST_DESCRIPTION = 1_024;
    private static final Pattern PROPERTY = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
    private static final List<String> NOT_AT_THE_TOP = List.of("anyOf", "oneOf", "allOf", "enum", "not");

    private final String name;
    private final Schema parameters;
    private final Map<String, Object> offered;
    private final Map<String, Object> json;

    /**
     * Creates and validates a definition.
     *
     * @param parameters the JSON Schema of the arguments; its type is object
     * @throws IllegalArgumentException if the name or the schema is invalid
     */
    public ToolDefinition(String name, String description, Map<String, Object> parameters) {
        requireName(name);
        String what = "the argument schema of tool " + name;
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

    /** @throws IllegalArgumentException if services would reject the name */
    static void requireName(String name) {
        if (!ToolCall.isName(name)) {
            throw new IllegalArgumentException(
                    "the name of a tool must be 1 to 64 of the characters a-z, A-Z, 0-9, _ and -, but is " + name);
        }
    }

    public String name() {
        return name;
    }

    /** Returns the JSON form, which must not be changed. */
    public Map<String, Object> toMap() {
        return json;
    }

    /**
     * Returns a sentence for each part of the definition that some services reject. OpenAI's limits are the strictest.
     */
    public List<String> advice() {
        List<String> advice = new ArrayList<>();
        int length = Fields.text(Fields.object(json, "function"), "description").length();
        if (length > LONGEST_DESCRIPTION) {
            advice.add(
                    "description has " + length + " characters, but some services accept only " + LONGEST_DESCRIPTION);
        }
        for (String name : Fields.object(offered, "properties").keySet()) {
            if (!PROPERTY.matcher(name).matches()) {
                advice.add("parameter \"" + name
                        + "\": some services accept only names of 1 to 64 of the characters a-z, A-Z, 0-9, _, . and -");
            }
        }
        for (String keyword : NOT_AT_THE_TOP) {
            if (offered.containsKey(keyword)) {
                advice.add("argSchema has " + keyword + " at the top level, which some services reject");
            }
        }
        if (OfferedSchema.hasReferences(offered)) {
            advice.add("argSchema keeps $ref, which some services reject");
        }
        return advice;
    }

    /**
     * Validates the arguments of a call. If they do not match, values whose intention is clear are corrected.
     *
     * @param written the arguments of the model; null if they are not a JSON object
     * @return these arguments, or a new map
     * @throws ToolProblem if they do not match the parameters
     */
    public Map<String, Object> arguments(Map<String, Object> written) {
        if (written == null) {
            throw ToolProblem.of("the arguments are not a valid JSON object");
        }
        if (parameters.findings(written).isEmpty()) {
            return written;
        }
        Map<String, Object> meant = LenientArguments.meant(written, offered);
        List<Finding> findings = parameters.findings(meant);
        if (!findings.isEmpty()) {
            throw ToolProblem.of(
                    "the arguments do not match the parameters of the tool: " + Finding.sentences(findings));
        }
        return meant;
    }
}
