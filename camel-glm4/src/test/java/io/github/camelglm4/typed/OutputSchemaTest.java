package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The body is a Map, or another value that fits the schema of the endpoint. */
class OutputSchemaTest extends TypedTestSupport {

    private static final String FILE = "glm4:GLM-4-Air?outputSchema=resource:classpath:invoice-schema.json";

    @Test
    void theBodyIsAMap() {
        assertThat(answered(FILE, INVOICE_JSON))
                .isEqualTo(Map.of(
                        "number",
                        "A-17",
                        "day",
                        "2026-01-31",
                        "items",
                        List.of(Map.of("name", "Paper", "price", 12.5, "count", 3))));
    }

    @Test
    void theModelIsToldTheSchemaAsItIsWritten() {
        answered(FILE, INVOICE_JSON);

        assertThat(request(0).json()).containsEntry("response_format", Map.of("type", "json_object"));
        assertThat(content(0, 0))
                .contains(
                        "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"title\":\"Invoice of ACME\"");
    }

    @Test
    void whatDoesNotFitIsAskedForAgain() {
        server.enqueue(Reply.completion(INVOICE_JSON.replace("12.50", "-1")), Reply.completion(INVOICE_JSON));

        Exchange exchange = ask(FILE, "Read this.");

        assertThat(exchange.getMessage().getBody(Map.class)).containsEntry("number", "A-17");
        assertThat(content(1, 3)).contains("- items[0].price: must be at least 0, but is -1\n");
    }

    @Test
    void theFailureNamesTheOption() {
        server.otherwise(Reply.completion("{}"));

        assertThat(failure(ask(FILE, "Read this.")))
                .isInstanceOf(Glm4OutputException.class)
                .hasMessageContaining("does not match outputSchema: number: is missing");
    }

    @Test
    void aSchemaMayStandInTheUri() {
        String schema = "RAW({\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\"}}})";

        assertThat(answered("glm4:GLM-4-Air?outputSchema=" + schema, "{\"a\": 7}"))
                .isEqualTo(Map.of("a", 7));
    }

    @Test
    void aSchemaOfAListGivesAList() {
        String uri = "glm4:GLM-4-Air?outputSchema=RAW({\"type\":\"array\",\"items\":{\"$ref\":\"#/$defs/word\"},"
                + "\"$defs\":{\"word\":{\"type\":\"string\",\"maxLength\":5}}})";

        assertThat(answered(uri, "{\"value\": [\"one\", \"two\"]}")).isEqualTo(List.of("one", "two"));
        assertThat(answered(uri, "[\"one\"]")).isEqualTo(List.of("one"));
        assertThat(content(0, 0)).contains("\"$ref\":\"#/properties/value/$defs/word\"");
    }

    @Test
    void aListThatRefersToItselfWorks() {
        String uri = "glm4:GLM-4-Air?outputSchema=RAW({\"type\":\"array\",\"items\":{\"$ref\":\"#\"},\"maxItems\":2})";

        assertThat(answered(uri, "{\"value\": [[], [[]]]}")).isEqualTo(List.of(List.of(), List.of(List.of())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$ref\":\"#/$defs/a~1b\",\"$defs\":{\"a/b\":{\"type\":\"array\"}}}",
                "{\"anyOf\":[{\"type\":\"object\"},{\"type\":\"array\"}]}",
                "{\"oneOf\":[{\"$ref\":\"#/$defs/l\"}],\"$defs\":{\"l\":{\"type\":\"array\"}}}",
                "{\"type\":[\"array\",\"object\"]}"
            })
    void aSchemaMaySayInARoundaboutWayThatItIsOfAList(String schema) {
        assertThat(answered("glm4:GLM-4-Air?outputSchema=RAW(" + schema + ")", "[1, 2]"))
                .isEqualTo(List.of(1, 2));
    }

    @Test
    void aListWhoseSchemaHasAnIdFindsItsReferences() {
        String uri = "glm4:GLM-4-Air?outputSchema=RAW({\"$id\":\"https://example.com/list\",\"type\":\"array\","
                + "\"items\":{\"$ref\":\"#/$defs/n\"},\"$defs\":{\"n\":{\"type\":\"integer\"}}})";
        server.enqueue(Reply.completion("[\"one\"]"), Reply.completion("[1]"));

        assertThat(ask(uri, "Read this.").getMessage().getBody()).isEqualTo(List.of(1));
        assertThat(content(1, 3)).contains("- value[0]: must be a whole number, but is \"one\"");
    }

    @Test
    void aSchemaMaySayInARoundaboutWayThatItIsOfAnObject() {
        String uri =
                "glm4:GLM-4-Air?outputSchema=RAW({\"$ref\":\"#/$defs/o\",\"$defs\":{\"o\":{\"type\":\"object\"}}})";

        assertThat(answered(uri, "{\"a\": 1}")).isEqualTo(Map.of("a", 1));
    }

    @Test
    void aSchemaMayComeFromAPlaceholder() {
        context.getPropertiesComponent().addInitialProperty("invoice.schema", "resource:classpath:invoice-schema.json");
        context.getPropertiesComponent().addInitialProperty("number.schema", "{\"type\":\"integer\"}");

        assertThat(answered("glm4:GLM-4-Air?outputSchema={{invoice.schema}}", INVOICE_JSON))
                .isInstanceOf(Map.class);
        assertThat(answered("glm4:GLM-4-Air?outputSchema={{number.schema}}", "7"))
                .isEqualTo(7);
    }

    @Test
    void aSchemaMayStandInAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("schema.json"), "{\"required\":[\"a\"]}");
        String uri = "glm4:GLM-4-Air?outputRetries=0&outputSchema=resource:file:" + file;

        assertThat(answered(uri, "{\"a\": 1}")).isEqualTo(Map.of("a", 1));
        server.enqueue(Reply.completion("{}"));
        assertThat(failure(ask(uri, "Read this."))).isInstanceOf(Glm4OutputException.class);
    }

    @Test
    void aSchemaOfAScalarGivesAScalar() {
        String uri = "glm4:GLM-4-Air?outputSchema=RAW({\"type\":\"integer\",\"minimum\":0})";

        assertThat(answered(uri, "{\"value\": 3}")).isEqualTo(3);
        assertThat(answered(uri, "3")).isEqualTo(3);
    }

    @Test
    void nullIsAnAnswerWhereTheSchemaAllowsIt() {
        String uri = "glm4:GLM-4-Air?outputSchema=RAW({\"type\":[\"string\",\"null\"]})";

        assertThat(answered(uri, "{\"value\": null}")).isNull();
    }
}
