package io.github.camelglm4.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options of a tool become the schema of its arguments. */
class ParameterSchemaTest {

    @Test
    void withoutOptionsThereAreNoArguments() {
        assertThat(ParameterSchema.of(Map.of()))
                .isEqualTo(Map.of("type", "object", "properties", Map.of(), "additionalProperties", false));
    }

    @Test
    void typeDescriptionAndEnumBecomePropertiesAndTheOthersAreNotAllowed() {
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("id.required", "true");
        options.put("id", "string");
        options.put("id.description", "Number of the order");
        options.put("unit", "string");
        options.put("unit.enum", "kg, lb");
        options.put("level", "integer");
        options.put("level.enum", "1,2");
        options.put("level.required", false);

        assertThat(ParameterSchema.of(options))
                .isEqualTo(Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of(
                                "id",
                                Map.of("type", "string", "description", "Number of the order"),
                                "unit",
                                Map.of("type", "string", "enum", List.of("kg", "lb")),
                                "level",
                                Map.of("type", "integer", "enum", List.of(1, 2))),
                        "required",
                        List.of("id"),
                        "additionalProperties",
                        false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a          | text  | parameter.a must be one of string, integer, number, boolean, array, object, but is text
            b.required | true  | parameter.b.required requires parameter.b=TYPE, which is not set
            a.b.enum   | x     | parameter.a.b.enum is unknown
            a.format   | date  | parameter.a.format is unknown
            a.required | maybe | parameter.a.required must be true or false, but is maybe
            n.enum     | 1,x   | parameter.n.enum must be comma-separated numbers, but is x
            f.enum     | true  | parameter.f.enum is not supported for the type boolean
            """)
    void mistakesAreNamed(String option, String value, String message) {
        Map<String, Object> options = new LinkedHashMap<>(Map.of("a", "string", "n", "number", "f", "boolean"));
        options.put(option, value);

        assertThatThrownBy(() -> ParameterSchema.of(options))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
