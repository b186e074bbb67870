package io.github.camelglm4.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A name that begins with # is treated like any other name. */
class HashPropertyTest {

    private static final Map<String, Object> VALUE = Map.of("#a", "text");

    @Test
    void isRefusedWhereNoOtherPropertiesAreAllowed() {
        Schema closed = schema(Map.of("additionalProperties", false));

        assertThat(Finding.sentences(closed.findings(VALUE))).contains("#a");
        assertThat(closed.findings(Map.of())).isEmpty();
    }

    @Test
    void isCheckedWhereOtherPropertiesHaveASchema() {
        Schema numbers = schema(Map.of("additionalProperties", Map.of("type", "number")));

        assertThat(numbers.findings(VALUE)).hasSize(1);
        assertThat(numbers.findings(Map.of("#a", 1, "b", 2))).isEmpty();
    }

    @Test
    void mayBeDeclared() {
        assertThat(schema(Map.of("properties", Map.of("#a", Map.of("type", "string")), "additionalProperties", false))
                        .findings(VALUE))
                .isEmpty();
        assertThat(schema(Map.of("patternProperties", Map.of("^#", Map.of()), "additionalProperties", false))
                        .findings(VALUE))
                .isEmpty();
    }

    @Test
    void isAllowedWhereAllAre() {
        assertThat(schema(Map.of()).findings(VALUE)).isEmpty();
        assertThat(schema(Map.of("additionalProperties", true)).findings(VALUE)).isEmpty();
    }

    private static Schema schema(Map<String, Object> keywords) {
        return Schema.of("the schema", keywords);
    }
}
