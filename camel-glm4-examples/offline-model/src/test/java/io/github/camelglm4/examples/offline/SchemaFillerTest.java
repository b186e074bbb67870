package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaFillerTest {
    private static final String INVOICE =
            "Invoice A-17 of 2026-01-31: 3 chairs, 120.50 in all. Questions: desk@acme.com";

    private final Answering answering = new Answering();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"integer"}                          | 3
            {"type":"number"}                           | 3
            {"type":"string","format":"date"}           | "2026-01-31"
            {"type":"string","format":"email"}          | "desk@acme.com"
            {"type":"string","pattern":"^[A-Z]-[0-9]+$"} | "A-17"
            {"enum":["complaint","invoice","other"]}    | "invoice"
            {"enum":["TABLES","CHAIRS"]}                | "CHAIRS"
            {"enum":["YES","NO"]}                       | "NO"
            {"type":"boolean"}                          | false
            {"type":"array","items":{"type":"number"}}  | [3,120.50]
            {"$ref":"#/$defs/Day"}                      | "2026-01-31"
            {"anyOf":[{"type":"null"},{"type":"integer"}]} | 3
            """)
    void valueIsWhatTheTextNames(String schema, String value) throws JsonProcessingException {
        assertThat(answered(
                        "{'type':'object','properties':{'it':%s},'required':['it'],"
                                + "'$defs':{'Day':{'type':'string','format':'date'}}}",
                        schema))
                .hasToString("{\"it\":" + value + "}");
    }

    @Test
    void textWithoutAFormIsTheSummary() throws JsonProcessingException {
        assertThat(answered("{'type':'object','properties':{'about':%s},'required':['about']}", "{\"type\":\"string\"}")
                        .path("about")
                        .asText())
                .isNotBlank()
                .satisfies(summary -> assertThat(INVOICE).contains(summary));
    }

    @Test
    void whatMayBeMissingAndIsNotNamedIsLeftOut() throws JsonProcessingException {
        assertThat(answered(
                        "{'type':'object','properties':{'phone':%s}}",
                        "{\"type\":\"string\",\"pattern\":\"^\\\\+49.*\"}"))
                .hasToString("{}");
    }

    @Test
    void objectsAreFilledToo() throws JsonProcessingException {
        assertThat(answered(
                        "{'type':'object','properties':{'lines':{'type':'array','items':{'type':'object','properties':"
                                + "{'count':%s},'required':['count']}}}}",
                        "{\"type\":\"integer\"}"))
                .hasToString("{\"lines\":[{\"count\":3}]}");
    }

    @Test
    void theSchemaMayBeAParameter() throws JsonProcessingException {
        Map<String, Object> schema = Map.of("type", "object", "properties", Map.of("n", Map.of("type", "integer")));
        Map<String, Object> format =
                Map.of("type", "json_schema", "json_schema", Map.of("name", "x", "schema", schema));

        assertThat(answered(new ChatCompletionRequest(
                        null, List.of(ChatMessage.user(INVOICE)), Map.of("response_format", format))))
                .hasToString("{\"n\":3}");
    }

    private JsonNode answered(String schema, String property) throws JsonProcessingException {
        String instructions = "It must be valid against this JSON Schema:\n"
                + schema.replace('\'', '"').formatted(property) + "\n\nBe brief {and} exact.";
        return answered(new ChatCompletionRequest(
                null,
                List.of(ChatMessage.system(instructions), ChatMessage.user(INVOICE)),
                Map.of("response_format", Map.of("type", "json_object"))));
    }

    private JsonNode answered(ChatCompletionRequest request) throws JsonProcessingException {
        return Json.parse(answering.answer(ChatRequest.of(request)).text());
    }
}
