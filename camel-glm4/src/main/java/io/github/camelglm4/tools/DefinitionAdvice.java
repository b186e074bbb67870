package io.github.camelglm4.tools;

import io.github.camelglm4.json.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What is allowed in the definition of a tool, but refused by some services: OpenAI's limits are the strictest. Pure. */
final class DefinitionAdvice {

    private static final int LONGEST_DESCRIPTION = 1_024;
    private static final Pattern PROPERTY = Pattern.compile("[a-zA-Z0-9_.-]{1,64}");
    private static final List<String> NOT_AT_THE_TOP = List.of("anyOf", "oneOf", "allOf", "enum", "not");

    private DefinitionAdvice() {}

    /** A sentence for each. */
    static List<String> of(String description, Map<String, Object> parameters) {
        List<String> advice = new ArrayList<>();
        if (description.length() > LONGEST_DESCRIPTION) {
            advice.add("description has " + description.length() + " characters, but some services take only "
                    + LONGEST_DESCRIPTION);
        }
        for (String name : Fields.object(parameters, "properties").keySet()) {
            if (!PROPERTY.matcher(name).matches()) {
                advice.add("parameter \"" + name
                        + "\": some services take only names of 1 to 64 of the characters a-z, A-Z,"
                        + " 0-9, _, . and -");
            }
        }
        for (String keyword : NOT_AT_THE_TOP) {
            if (parameters.containsKey(keyword)) {
                advice.add("argSchema has " + keyword + " at the top, which some services refuse");
            }
        }
        if (OfferedSchema.hasReferences(parameters)) {
            advice.add("argSchema keeps $ref, which some services refuse");
        }
        return advice;
    }
}
