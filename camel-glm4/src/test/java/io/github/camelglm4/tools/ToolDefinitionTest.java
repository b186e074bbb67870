package io.github.camelglm4.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.chat.ToolCall;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The definition of a tool for the model, and the arguments that it accepts. */
class ToolDefinitionTest {

    private final ToolDefinition order = new ToolDefinition(
            "order",
            "Orders",
            ParameterSchema.of(Map.of(
                    "id",
                    "string",
                    "id.required",
                    "true",
                    "count",
                    "integer",
                    "price",
                    "number",
                    "gift",
                    "boolean",
                    "items",
                    "array",
                    "to",
                    "object")));

    @Test
    void theWireFormIsThatOfAFunction() {
        assertThat(new ToolDefinition("now", "Tells the time", ParameterSchema.of(Map.of())).toMap())
                .isEqualTo(Map.of(
                        "type",
                        "function",
                        "function",
                        Map.of(
                                "name",
                                "now",
                                "description",
                                "Tells the time",
                                "parameters",
                                Map.of("type", "object", "properties", Map.of(), "additionalProperties", false))));
    }

    @Test
    void valuesHaveTheTypesOfTheirJson() {
        assertThat(order.arguments(read("{\"id\":\"7\",\"count\":2,\"price\":1.5,\"gift\":true,"
                        + "\"items\":[{\"sku\":\"a\"}],\"to\":{\"zip\":\"1\"}}")))
                .isEqualTo(Map.of(
                        "id",
                        "7",
                        "count",
                        2,
                        "price",
                        1.5,
                        "gift",
                        true,
                        "items",
                        List.of(Map.of("sku", "a")),
                        "to",
                        Map.of("zip", "1")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}                          | id: is missing
            {"id":7}                    | id: must be text, but is 7
            {"id":"7","count":"two"}    | count: must be a whole number, but is "two"
            {"id":"7","CamelHttpUri":1} | CamelHttpUri: is not an allowed property
            {"id":null}                 | id: must be text, but is null
            """)
    void whatDoesNotFitIsSaidInWordsTheModelCanUse(String json, String finding) {
        assertThatThrownBy(() -> order.arguments(read(json)))
                .isInstanceOf(ToolProblem.class)
                .hasMessage("the arguments do not match the parameters of the tool: " + finding);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[1]", "\"text\"", "{\"id\":\"7\"", "{\"id\":\"7\"} x", "{'id':'7'}"})
    void whatIsNoObjectIsRefusedWithoutASignOfTheInside(String json) {
        assertThatThrownBy(() -> order.arguments(read(json)))
                .isInstanceOf(ToolProblem.class)
                .hasMessage("the arguments are not a valid JSON object");
    }

    @Test
    void nestingWithoutEndIsRefused() {
        String deep = "{\"id\":\"7\",\"to\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001);

        assertThatThrownBy(() -> order.arguments(read(deep))).isInstanceOf(ToolProblem.class);
    }

    @Test
    void nestingThatASchemaAllowsWithoutEndIsRefused() {
        Map<String, Object> schema = Map.of(
                "type", "object", "properties", Map.of("child", Map.of("$ref", "#")), "additionalProperties", false);
        ToolDefinition tree = new ToolDefinition("tree", "Plants", schema);
        String deep = "{\"child\":".repeat(990) + "{}" + "}".repeat(990);

        assertThatThrownBy(() -> tree.arguments(read(deep)))
                .isInstanceOf(ToolProblem.class)
                .hasMessageContaining("must not be nested deeper than 100 levels");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "look.up", "nach schlagen", "查询", "a/b"})
    void namesThatServicesRefuseAreRefusedHere(String name) {
        assertThatThrownBy(() -> new ToolDefinition(name, "x", ParameterSchema.of(Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("64")
                .hasMessageEndingWith("but is " + name);
    }

    @Test
    void aSchemaOfSomethingElseThanAnObjectIsRefused() {
        assertThatThrownBy(() -> new ToolDefinition("list", "x", Map.of("type", "array")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tool list must have the type object, but has array");
    }

    @Test
    void whatSomeServicesRefuseIsAdvised() {
        Map<String, Object> tree = Map.of(
                "type",
                "object",
                "properties",
                Map.of("child", Map.of("$ref", "#"), "gr\u00f6\u00dfe", Map.of("type", "integer")),
                "anyOf",
                List.of(Map.of()));

        assertThat(new ToolDefinition("tree", "x".repeat(1_025), tree).advice())
                .hasSize(4)
                .anyMatch(advice -> advice.startsWith("description has 1025 characters"))
                .anyMatch(advice -> advice.startsWith("parameter \"gr\u00f6\u00dfe\""))
                .anyMatch(advice -> advice.startsWith("argSchema has anyOf at the top"))
                .anyMatch(advice -> advice.equals("argSchema keeps $ref, which some services reject"));
        assertThat(order.advice()).isEmpty();
    }

    @Test
    void aReferenceToAnAnchorIsAdvisedAsWhatItIs() {
        Map<String, Object> parameters = Map.of(
                "type",
                "object",
                "properties",
                Map.of("place", Map.of("$ref", "#place")),
                "$defs",
                Map.of("place", Map.of("$anchor", "place", "type", "string")));

        assertThat(new ToolDefinition("find", "d", parameters).advice())
                .containsExactly("argSchema keeps $ref, which some services reject");
    }

    private static Map<String, Object> read(String arguments) {
        return new ToolCall("c", "function", "f", arguments).object();
    }
}
