package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.schema.Schema;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** With outputMode=json_schema the schema is a parameter of the request, in the format that services enforce. */
class OutputModeTest extends TypedTestSupport {

    private static final String MODE = "&outputMode=json_schema";

    @Test
    void theSchemaIsAParameterAndNoInstruction() {
        assertThat(answered(INVOICE + MODE, INVOICE_JSON)).isInstanceOf(Invoice.class);

        assertThat(messages(0)).extracting(m -> m.get("role")).containsExactly("user");
        assertThat(format(0)).containsEntry("type", "json_schema");
        assertThat(jsonSchema(0)).containsEntry("name", "Invoice").containsEntry("strict", true);
    }

    @Test
    void everyPropertyIsRequiredAndWhatMayBeMissingIsNullInstead() {
        answered(INVOICE + MODE, INVOICE_JSON);

        Map<String, Object> schema = Fields.object(jsonSchema(0), "schema");
        assertThat(schema)
                .containsEntry("required", List.of("number", "day", "items", "note"))
                .containsEntry("additionalProperties", false);
        assertThat(Fields.object(schema, "properties"))
                .containsEntry("note", Map.of("type", List.of("string", "null")))
                .containsEntry("day", Map.of("type", "string", "format", "date"));
    }

    @Test
    void anAnswerThatLeavesOutWhatMayBeMissingIsTakenAllTheSame() {
        assertThat((Invoice) answered(INVOICE + MODE, INVOICE_JSON))
                .extracting(Invoice::note)
                .isEqualTo(Optional.empty());
    }

    @Test
    void formatsThatOnlyJavaKnowsAreLeftOut() {
        answered(INVOICE + MODE, INVOICE_JSON);

        assertThat(request(0).text()).contains("\"format\":\"date\"").doesNotContain("int32");
    }

    @Test
    void anEnumIsAnObjectToo() {
        assertThat(answered(TOPIC + MODE, "{\"value\": \"OTHER\"}")).isEqualTo(Topic.OTHER);

        assertThat(Fields.object(jsonSchema(0), "schema")).containsEntry("type", "object");
    }

    @Test
    void aSchemaOfTheEndpointsIsSentAsItIs() {
        answered(
                "glm4:GLM-4-Air?outputSchema=resource:classpath:invoice-schema.json" + MODE,
                "{\"number\": \"1\", \"items\": []}");

        Map<String, Object> sent = Fields.object(jsonSchema(0), "schema");
        assertThat(jsonSchema(0)).containsEntry("name", "Invoice_of_ACME");
        assertThat(sent).containsEntry("required", List.of("number", "items"));
        assertThat(Schema.of("sent", sent).findings(Map.of("number", "1", "items", List.of())))
                .isEmpty();
    }

    @Test
    void whatDoesNotFitIsAskedForAgainInThatModeToo() {
        server.enqueue(Reply.completion("{}"), Reply.completion(INVOICE_JSON));

        Exchange exchange = ask(INVOICE + MODE, "Read this.");

        assertThat(exchange.getMessage().getBody()).isInstanceOf(Invoice.class);
        assertThat(format(1)).isEqualTo(format(0));
        assertThat(content(1, 2)).contains("- number: is missing\n");
    }

    private static Map<String, Object> format(int request) {
        return Fields.object(request(request).json(), "response_format");
    }

    private static Map<String, Object> jsonSchema(int request) {
        return Fields.object(format(request), "json_schema");
    }
}
