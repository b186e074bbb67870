package io.github.camelglm4.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An invalid schema, or one with external references, is rejected when it is read; nothing is fetched. */
class RefusedSchemaTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"type": "strin"}                                   | type
            {"type": 5}                                         | type
            {"properties": {"a": "string"}}                     | properties.a
            {"properties": []}                                  | properties
            {"required": "a"}                                   | required
            {"pattern": "("}                                    | pattern
            {"minLength": -1}                                   | minLength
            {"$ref": "#/$defs/nowhere"} | /$defs/nowhere
            {"properties": {"a": {"$ref": "#/$defs/nowhere"}}} | /$defs/nowhere
            {"$ref": "#"}                                       | endlessly
            {"$schema": "http://127.0.0.1/dialect"}             | http://127.0.0.1/dialect
            {"$schema": 5}                                      | $schema
            """)
    void messageNamesTheSchemaAndWhatIsWrong(String json, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schema.of("outputSchema", object(json)))
                .withMessageStartingWith("outputSchema is not a valid JSON Schema")
                .withMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'$ref': 'URL'}",
                "{'properties': {'a': {'$ref': 'URL#/$defs/a'}}}",
                "{'$dynamicRef': 'URL'}",
                "{'$schema': 'URL'}",
                "{'properties': {'a': {'$schema': 'URL', 'type': 'string'}}}",
                "{'$id': 'URL', '$ref': 'other.yaml'}"
            })
    void nothingIsFetchedFromTheNetwork(String schema) {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.otherwise(Reply.json("{\"type\": \"string\"}"));
            String url = server.baseUrl() + "/schema.json";

            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Schema.of("outputSchema", object(schema.replace("URL", url))))
                    .withMessageContaining(server.baseUrl());
            assertThat(server.connections()).isZero();
        }
    }

    @Test
    void noFileIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("schema.json"), "{\"type\": \"string\"}");

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Schema.of("outputSchema", Map.of("$ref", file.toUri().toString())))
                .withMessageContaining("schema.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"classpath:tools.json", "resource:tools.json", "jar:file:x.jar!/y", "y.json"})
    void noOtherPlaceIsRead(String reference) {
        assertThatIllegalArgumentException().isThrownBy(() -> Schema.of("outputSchema", Map.of("$ref", reference)));
    }

    @Test
    void theDialectsThemselvesAreAtHand() {
        Schema schema = Schema.of("x", Map.of("$ref", "https://json-schema.org/draft/2020-12/schema"));

        assertThat(schema.findings(Map.of("type", "string"))).isEmpty();
        assertThat(schema.findings(Map.of("type", "strin"))).isNotEmpty();
    }

    @Test
    void unknownKeywordsArePassedOver() {
        Schema schema = Schema.of("x", Map.of("type", "string", "nullable", true, "x-unit", "EUR"));

        assertThat(schema.findings("a")).isEmpty();
        assertThat(schema.findings(null)).hasSize(1);
    }

    private static Map<String, Object> object(String json) {
        try {
            return Fields.object(Json.readValue(json.replace('\'', '"')));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
