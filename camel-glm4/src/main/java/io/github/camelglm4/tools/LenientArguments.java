package io.github.camelglm4.tools;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Corrects arguments that do not match their schema, if the intended value is clear: numbers, booleans and JSON in a
 * string, and null for a property that should be omitted. Other values are not changed. Pure.
 */
final class LenientArguments {

    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,30}(\\.\\d{1,30})?([eE][+-]?\\d{1,2})?");

    private LenientArguments() {}

    /**
     * Returns the corrected arguments.
     *
     * @param schema a schema whose references are resolved
     */
    static Map<String, Object> meant(Map<String, Object> arguments, Map<String, Object> schema) {
        Map<String, Object> properties = Fields.object(schema, "properties");
        Object required = schema.get("required");
        Map<String, Object> meant = new LinkedHashMap<>();
        arguments.forEach((name, value) -> {
            Map<String, Object> property = Fields.object(properties, name);
            boolean optional = !(required instanceof List<?> names && names.contains(name));
            Set<String> types = types(property);
            if (value != null || !optional || types.isEmpty() || types.contains("null")) {
                meant.put(name, value(value, property));
            }
        });
        return meant;
    }

    private static Object value(Object value, Map<String, Object> schema) {
        if (schema.isEmpty()) {
            return value;
        }
        Set<String> types = types(schema);
        if (value instanceof String text && !types.contains("string")) {
            Object read = read(text.strip(), types, schema);
            return read == null ? value : read;
        }
        if (value instanceof Map<?, ?>) {
            return meant(Fields.object(value), schema);
        }
        if (value instanceof List<?> list) {
            Map<String, Object> items = Fields.object(schema, "items");
            List<Object> meant = new ArrayList<>(list.size());
            list.forEach(element -> meant.add(value(element, items)));
            return meant;
        }
        return value;
    }

    /** Returns null if the text is not a value of these types. */
    private static Object read(String text, Set<String> types, Map<String, Object> schema) {
        boolean number = types.contains("number") && NUMBER.matcher(text).matches()
                || types.contains("integer") && WHOLE.matcher(text).matches();
        String word = text.toLowerCase(Locale.ROOT);
        if (types.contains("boolean") && (word.equals("true") || word.equals("false"))) {
            return Boolean.valueOf(word);
        }
        if (number) {
            return json(text.startsWith("+") ? text.substring(1) : text);
        }
        if (types.contains("object") && text.startsWith("{") || types.contains("array") && text.startsWith("[")) {
            Object read = json(text);
            return read == null ? null : value(read, schema);
        }
        return null;
    }

    private static Object json(String text) {
        try {
            return Json.readValue(text);
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns an empty set if the schema has no type. */
    private static Set<String> types(Map<String, Object> schema) {
        Object type = schema.get("type");
        if (type instanceof String one) {
            return Set.of(one);
        }
        return type instanceof List<?> several
                ? Set.copyOf(several.stream().map(String::valueOf).toList())
                : Set.of();
    }
}
