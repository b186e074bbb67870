package io.github.camelglm4.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas are offered in a form that strict services take. */
class OfferedSchemaTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"type":"array"}                                   | {"type":"array","items":{}}
            {"type":["array","null"]}                          | {"type":["array","null"],"items":{}}
            {"type":"array","items":{"type":"array"}}          | {"type":"array","items":{"type":"array","items":{}}}
            {"type":"array","prefixItems":[{"type":"object"}]} | {"type":"array","prefixItems":[{"type":"object","properties":{}}]}
            {"type":"object"}                                  | {"type":"object","properties":{}}
            {"anyOf":[{"type":"array"}]}                       | {"anyOf":[{"type":"array","items":{}}]}
            {"additionalProperties":{"type":"array"}}          | {"additionalProperties":{"type":"array","items":{}}}
            {"enum":[{"type":"array"}],"default":{"type":"array"}} | {"enum":[{"type":"array"}],"default":{"type":"array"}}
            {"$ref":"#/$defs/a"}                               | {"type":"string"}
            {"$ref":"#/$defs/b"}                               | {"type":"object","properties":{"type":{"type":"string"}}}
            {"$ref":"#/$defs/a","description":"d"}             | {"type":"string","description":"d"}
            {"$ref":"#/$defs/a","type":"string"}               | {"allOf":[{"type":"string"},{"type":"string"}]}
            {"type":"array","items":{"$ref":"#/$defs/a~1c"}}   | {"type":"array","items":{"type":"array","items":{}}}
            """)
    void isRewritten(String property, String expected) throws IOException {
        String definitions = "{\"a\":{\"type\":\"string\"},\"a/c\":{\"type\":\"array\"},"
                + "\"b\":{\"type\":\"object\",\"properties\":{\"type\":{\"$ref\":\"#/$defs/a\"}}}}";
        String schema = "{\"type\":\"object\",\"properties\":{\"p\":%s}%s}";

        assertThat(OfferedSchema.of(Json.readObject(schema.formatted(property, ",\"$defs\":" + definitions))))
                .isEqualTo(Json.readObject(schema.formatted(expected, "")));
    }

    @Test
    void referencesThatLeadBackAreKept() throws IOException {
        Map<String, Object> tree = Json.readObject(
                "{\"type\":\"object\",\"properties\":{\"child\":{\"$ref\":\"#\"},\"tags\":{\"type\":\"array\"},"
                        + "\"left\":{\"$ref\":\"#/$defs/n\"}},\"$defs\":{\"n\":{\"properties\":{\"n\":{\"$ref\":\"#/$defs/n\"}}}}}");

        Map<String, Object> offered = OfferedSchema.of(tree);

        assertThat(OfferedSchema.hasReferences(offered)).isTrue();
        assertThat(offered.toString()).contains("$defs").contains("tags={type=array, items={}}");
    }

    @Test
    void referencesThatMultiplyAreKept() throws IOException {
        StringBuilder definitions = new StringBuilder("\"d0\":{\"type\":\"string\"}");
        for (int i = 1; i <= 40; i++) {
            String before = "{\"$ref\":\"#/$defs/d" + (i - 1) + "\"}";
            definitions.append(",\"d" + i + "\":{\"properties\":{\"a\":" + before + ",\"b\":" + before + "}}");
        }
        Map<String, Object> schema =
                Json.readObject("{\"type\":\"object\",\"properties\":{\"x\":{\"$ref\":\"#/$defs/d40\"}},\"$defs\":{"
                        + definitions + "}}");

        assertThat(OfferedSchema.of(schema)).isEqualTo(schema);
    }
}
