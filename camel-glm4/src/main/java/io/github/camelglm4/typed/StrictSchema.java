package io.github.camelglm4.typed;

import io.github.camelglm4.json.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The schema of a class as services that enforce schemas take it: every property is required, one that may be missing is
 * null instead; and no formats but the usual ones. What fits it fits the schema it is made of. Pure.
 */
final class StrictSchema {

    /** Those that OpenAI's structured outputs take; others are refused there. */
    private static final Set<String> FORMATS =
            Set.of("date", "time", "date-time", "duration", "email", "hostname", "ipv4", "ipv6", "uuid");

    private StrictSchema() {}

    /** @param schema made by {@link ClassSchema}, which uses few of the keywords there are */
    static Map<String, Object> of(Map<String, Object> schema) {
        Map<String, Object> strict = new LinkedHashMap<>();
        schema.forEach((keyword, value) -> strict.put(keyword, strict(keyword, value)));
        if (!FORMATS.contains(strict.getOrDefault("format", "date"))) {
            strict.remove("format");
        }
        Map<String, Object> properties = Fields.object(strict, "properties");
        if (!properties.isEmpty()) {
            strict.put("required", List.copyOf(properties.keySet()));
        }
        return strict;
    }

    private static Object strict(String keyword, Object value) {
        return switch (keyword) {
            case "properties", "$defs" -> eachOf(Fields.object(value));
            case "items", "additionalProperties" -> value instanceof Map ? of(Fields.object(value)) : value;
            case "anyOf" -> Fields.objects(value).stream().map(StrictSchema::of).toList();
            default -> value;
        };
    }

    private static Map<String, Object> eachOf(Map<String, Object> schemas) {
        Map<String, Object> strict = new LinkedHashMap<>();
        schemas.forEach((name, schema) -> strict.put(name, of(Fields.object(schema))));
        return strict;
    }
}
