package io.github.camelglm4.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alternatives that a constant tells apart ask for the same as before, but only the one that is meant is spoken of. */
class AlternativesTest {

    private static final String CAT =
            "{'type':'object','required':['kind','lives'],'properties':{'kind':{'const':'cat'},'lives':{'type':'integer'}}}";
    private static final String DOG =
            "{'type':'object','required':['kind','tricks'],'properties':{'kind':{'const':'dog'},'tricks':{'type':'array'}}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'anyOf':[CAT,DOG]}",
                "{'oneOf':[CAT,DOG]}",
                "{'anyOf':[{'$ref':'#/$defs/cat'},{'$ref':'#/$defs/dog'}],'$defs':{'cat':CAT,'dog':DOG}}"
            })
    void onlyTheOneThatIsMeantIsSpokenOf(String text) throws IOException {
        Schema schema = schema(text);

        assertThat(schema.findings(Map.of("kind", "cat", "lives", 9))).isEmpty();
        assertThat(schema.findings(Map.of("kind", "dog", "tricks", List.of()))).isEmpty();
        assertThat(sentences(schema, Map.of("kind", "dog", "lives", 9))).containsExactly("tricks: is missing");
        assertThat(sentences(schema, Map.of("kind", "cow")))
                .containsExactly("kind: must be one of cat, dog, but is \"cow\"");
        assertThat(sentences(schema, Map.of("lives", 9))).containsExactly("kind: is missing");
        assertThat(sentences(schema, "cat")).containsExactly("the whole must be an object, but is \"cat\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'oneOf':[{'required':['kind'],'properties':{'kind':{'const':'circle'}}},"
                        + "{'required':['kind'],'properties':{'kind':{'const':'square'}}}]}",
                "{'oneOf':[CAT,{'required':['kind'],'properties':{'kind':{'const':'square'}}},true]}"
            })
    void whatAsksForNoObjectIsLeftAsItIs(String text) throws IOException {
        assertThat(schema(text).findings("circle")).isNotEmpty();
    }

    @Test
    void aPropertyThatIsCalledLikeAKeywordIsAProperty() throws IOException {
        Schema schema = schema("{'properties':{'oneOf':{'type':'string'}},'additionalProperties':false}");

        assertThat(schema.findings(Map.of("oneOf", "x"))).isEmpty();
        assertThat(schema.findings(Map.of("anyOf", "x"))).isNotEmpty();
    }

    @Test
    void othersStayAlternatives() throws IOException {
        Schema schema = schema("{'anyOf':[{'type':'null'},CAT,{'type':'integer'},DOG]}");

        assertThat(schema.findings(null)).isEmpty();
        assertThat(schema.findings(3)).isEmpty();
        assertThat(schema.findings(Map.of("kind", "cat", "lives", 9))).isEmpty();
        assertThat(schema.findings(Map.of("kind", "cow"))).isNotEmpty();
    }

    @Test
    void whatStandsBesideThemCounts() throws IOException {
        Schema schema = schema("{'maxProperties':2,'anyOf':[CAT,DOG]}");

        assertThat(schema.findings(Map.of("kind", "cat", "lives", 9, "name", "Tom")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // nothing tells these apart
                "{'anyOf':[{'required':['a']},{'required':['b']}]}",
                // twice the same constant
                "{'anyOf':[CAT,CAT]}",
                "{'oneOf':[CAT,CAT]}",
                // one that may be missing
                "{'anyOf':[{'properties':{'kind':{'const':1}}},{'properties':{'kind':{'const':2}}}]}",
                // values, and properties, that look like alternatives
                "{'const':{'anyOf':[CAT,DOG]}}",
                "{'properties':{'anyOf':{'type':'array'}}}",
                // a path through them
                "{'anyOf':[CAT,DOG],'not':{'$ref':'#/anyOf/0/properties/kind'}}"
            })
    void whatCannotBeToldApartStaysAsItIs(String text) throws IOException {
        JsonNode schema = json(text);

        assertThat(Alternatives.toldApart(schema)).isEqualTo(schema);
    }

    @Test
    void aDraftWithoutConditionsIsLeftAlone() throws IOException {
        Schema schema = schema("{'$schema':'http://json-schema.org/draft-06/schema#','anyOf':[CAT,DOG]}");

        assertThat(schema.findings(Map.of("kind", "cat", "lives", "many"))).isNotEmpty();
    }

    private static Schema schema(String text) throws IOException {
        @SuppressWarnings("unchecked")
        Map<String, Object> map = new ObjectMapper().convertValue(json(text), Map.class);
        return Schema.of("schema", map);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper()
                .readTree(text.replace("CAT", CAT).replace("DOG", DOG).replace('\'', '"'));
    }

    private static List<String> sentences(Schema schema, Object value) {
        return schema.findings(value).stream().map(Finding::sentence).toList();
    }
}
