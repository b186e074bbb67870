package io.github.camelglm4.tools;

import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Creates a JSON Schema from options: {@code NAME} is a type; {@code NAME.description}, {@code NAME.required} and
 * {@code NAME.enum} are optional. Arguments without an option are not allowed. Pure.
 */
public final class ParameterSchema {

    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "array", "object");
    private static final Set<String> WITHOUT_ENUM = Set.of("boolean", "array", "object");

    private final Map<String, Map<String, Object>> properties = new LinkedHashMap<>();
    private final List<String> required = new ArrayList<>();

    private ParameterSchema() {}

    /**
     * Creates the schema.
     *
     * @param options by name, without the prefix {@code parameter.}
     * @throws IllegalArgumentException with the name of the invalid option, its value and the allowed values
     */
    public static Map<String, Object> of(Map<String, Object> options) {
        ParameterSchema schema = new ParameterSchema();
        options.forEach((option, value) -> {
            if (option.indexOf('.') < 0) {
                schema.type(option, String.valueOf(value).strip());
            }
        });
        options.forEach((option, value) -> {
            int dot = option.indexOf('.');
            if (dot >= 0) {
                schema.more(option.substring(0, dot), option.substring(dot + 1), String.valueOf(value));
            }
        });
        return schema.toMap();
    }

    private void type(String name, String type) {
        if (!TYPES.contains(type)) {
            throw wrong(name, "one of string, integer, number, boolean, array, object", type);
        }
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", type);
        properties.put(name, property);
    }

    private void more(String name, String attribute, String value) {
        Map<String, Object> property = properties.get(name);
        if (property == null) {
            throw new IllegalArgumentException("parameter." + name + "." + attribute + " requires parameter." + name
                    + "=TYPE, which is not set (a name must not contain a dot)");
        }
        switch (attribute) {
            case "description" -> property.put("description", value);
            case "required" -> required(name, value.strip());
            case "enum" -> property.put("enum", values(name, (String) property.get("type"), value));
            default ->
                throw new IllegalArgumentException("parameter." + name + "." + attribute
                        + " is unknown. Supported values: description, required, enum");
        }
    }

    private void required(String name, String value) {
        if (!value.equals("true") && !value.equals("false")) {
            throw wrong(name + ".required", "true or false", value);
        }
        if (value.equals("true")) {
            required.add(name);
        }
    }

    private static List<Object> values(String name, String type, String value) {
        if (WITHOUT_ENUM.contains(type)) {
            throw new IllegalArgumentException("parameter." + name + ".enum is not supported for the type " + type);
        }
        List<Object> values = new ArrayList<>();
        for (String word : value.split(",")) {
            values.add(type.equals("string") ? word.strip() : number(name, word.strip()));
        }
        return values;
    }

    private static Number number(String name, String word) {
        try {
            if (Json.readValue(word) instanceof Number number) {
                return number;
            }
        } catch (IOException e) {
            // reported below
        }
        throw wrong(name + ".enum", "comma-separated numbers", word);
    }

    private Map<String, Object> toMap() {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static IllegalArgumentException wrong(String option, String allowed, String value) {
        return new IllegalArgumentException("parameter." + option + " must be " + allowed + ", but is " + value);
    }
}
