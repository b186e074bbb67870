package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.Reply;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A schema may refer to its parts by anchors instead of paths. */
class AnchorSchemaTest extends Glm4TestSupport {

    private static final String SCHEMA = Json.writeText(Map.of(
            "type",
            "object",
            "required",
            new String[] {"a"},
            "properties",
            Map.of("a", Map.of("$ref", "#item")),
            "$defs",
            Map.of("i", Map.of("$anchor", "item", "type", "object"))));

    @Test
    void isReadAndHolds() {
        server.enqueue(Reply.completion("{\"a\": 1}"), Reply.completion("{\"a\": {}}"));

        assertThat(ask("glm4:GLM-4-Air?outputSchema=RAW(" + SCHEMA + ")", "hi")
                        .getMessage()
                        .getBody())
                .isEqualTo(Map.of("a", Map.of()));
        assertThat(server.requests()).hasSize(2);
    }
}
