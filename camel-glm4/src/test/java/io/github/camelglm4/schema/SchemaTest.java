package io.github.camelglm4.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Findings are plain words with a location. */
class SchemaTest {

    private static final String ORDER = """
            {"type": "object",
             "required": ["number", "items"],
             "additionalProperties": false,
             "properties": {
               "number": {"type": "string", "pattern": "^A-[0-9]+$"},
               "state": {"enum": ["open", "shipped", null]},
               "day": {"type": "string", "format": "date"},
               "items": {"type": "array", "minItems": 1, "items": {"$ref": "#/$defs/item"}}},
             "$defs": {
               "item": {
                 "type": "object",
                 "required": ["price"],
                 "properties": {
                   "price": {"type": "number", "minimum": 0},
                   "count": {"type": ["integer", "null"], "exclusiveMaximum": 100},
                   "parts": {"type": "array", "items": {"$ref": "#/$defs/item"}}}}}}""";

    private final Schema order = Schema.of("order", object(ORDER));

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"number": "A-1", "items": [{"price": 1}, {"price": 2}, {"price": "12 EUR"}]} | items[2].price: must be a number, but is "12 EUR"
            {"number": "A-1"}                                        | items: is missing
            {"number": "A-1", "items": [{"count": 1}]}               | items[0].price: is missing
            {"number": "A-1", "items": []}                           | items: must have at least 1 elements, but is an empty list
            {"number": "A-1", "items": [{"price": -1}]}              | items[0].price: must be at least 0, but is -1
            {"number": "A-1", "items": [{"price": 1, "count": 100}]} | items[0].count: must be less than 100, but is 100
            {"number": "A-1", "items": [{"price": 1, "count": 1.5}]} | items[0].count: must be a whole number or null, but is 1.5
            {"number": "A-1", "items": [{"price": 1, "parts": [{}]}]} | items[0].parts[0].price: is missing
            {"number": "1", "items": [{"price": 1}]}                 | number: must match the pattern ^A-[0-9]+$, but is "1"
            {"number": "A-1", "items": [{"price": 1}], "x": 1}       | x: is not an allowed property
            {"number": "A-1", "items": [{"price": 1}], "state": "lost"} | state: must be one of open, shipped, null, but is "lost"
            {"number": "A-1", "items": [{"price": 1}], "day": "31.1.2026"} | day: must be a date like 2026-01-31, but is "31.1.2026"
            {"number": null, "items": [{"price": 1}]}                | number: must be text, but is null
            [1]                                                      | the whole value must be an object, but is a list
            """)
    void findingSaysWhatIsWrongAndWhere(String value, String sentence) throws IOException {
        assertThat(order.findings(Json.readValue(value)))
                .extracting(Finding::sentence)
                .containsExactly(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"properties": {"a": false}}               | {"a": 1}  | a: is not allowed, but is 1
            {"propertyNames": {"enum": ["b"]}}         | {"a": 1}  | a: is not an allowed name
            {"properties": {"a": {"oneOf": [{}, {}]}}} | {"a": 1}  | a: must match exactly one of the alternatives, but is 1
            """)
    void findingsOfRarerKeywordsAreWordsToo(String schema, String value, String sentence) throws IOException {
        assertThat(Schema.of("s", object(schema)).findings(Json.readValue(value)))
                .extracting(Finding::sentence)
                .containsExactly(sentence);
    }

    @Test
    void whatFitsHasNoFindings() {
        Map<String, Object> item = Map.of("price", 12.5, "count", 3.0, "parts", List.of(Map.of("price", 1)));

        assertThat(order.findings(Map.of("number", "A-7", "items", List.of(item), "day", "2026-01-31")))
                .isEmpty();
    }

    @Test
    void outlineTellsNothingOfTheValue() {
        assertThat(order.findings(Map.of("number", "secret", "items", List.of(Map.of("price", "secret")))))
                .extracting(Finding::outline)
                .containsExactlyInAnyOrder(
                        "number: must match the pattern ^A-[0-9]+$", "items[0].price: must be a number");
    }

    @Test
    void longValuesAreShortened() {
        assertThat(order.findings("x".repeat(1000)).get(0).sentence()).hasSizeLessThan(120);
    }

    @Test
    void thereAreNoMoreFindingsThanCanBeReadAtOnce() {
        List<Map<String, Object>> items = IntStream.range(0, 1000)
                .mapToObj(i -> Map.<String, Object>of("price", "?"))
                .toList();

        assertThat(order.findings(Map.of("number", "A-1", "items", items))).hasSize(20);
    }

    @Test
    void anOlderDialectIsTakenAtItsWord() {
        Schema schema = Schema.of("x", object("""
                {"$schema": "http://json-schema.org/draft-07/schema#",
                 "items": [{"$ref": "#/definitions/name"}],
                 "definitions": {"name": {"type": "string"}}}"""));

        assertThat(schema.findings(List.of(1)))
                .extracting(Finding::sentence)
                .containsExactly("[0]: must be text, but is 1");
    }

    @Test
    void deepValuesOfARecursiveSchemaAreFollowedToTheEnd() {
        assertThat(order.findings(orderOfParts(49))).extracting(Finding::rule).containsExactly("must be a number");
    }

    @Test
    void noValueIsSoDeepThatTheStackOfItsThreadDecides() throws Exception {
        List<List<Finding>> findings = new ArrayList<>();
        Thread small =
                new Thread(null, () -> findings.add(order.findings(orderOfParts(450))), "small stack", 256 * 1024);
        small.start();
        small.join();

        assertThat(findings)
                .containsExactly(List.of(new Finding("", "must not be nested deeper than 100 levels", null)));
    }

    @Test
    void aSchemaThatLeadsToItselfForSomeValuesSaysSoForThose() {
        Schema loop = Schema.of(
                "argSchema",
                object(
                        "{\"if\": {\"properties\": {\"a\": {\"const\": 1}}, \"required\": [\"a\"]}, \"then\": {\"$ref\": \"#\"}}"));

        assertThat(loop.findings(Map.of("a", 2))).isEmpty();
        assertThat(loop.findings(Map.of("a", 1)))
                .extracting(Finding::rule)
                .containsExactly("cannot be checked: the schema refers to itself endlessly");
    }

    @Test
    void alternativesThatMultiplyAreNotCheckedForEver() {
        Schema forks = Schema.of("forks", object("""
                {"anyOf": [{"required": ["left"], "properties": {"next": {"$ref": "#"}}},
                           {"required": ["right"], "properties": {"next": {"$ref": "#"}}},
                           {"required": ["leaf"]}]}"""));

        assertThat(forks.findings(fork(5))).isEmpty();
        assertThat(forks.findings(fork(90)))
                .extracting(Finding::rule)
                .containsExactly("is too large to be checked: use fewer values or fewer levels");
    }

    private static Map<String, Object> fork(int depth) {
        return depth == 0 ? Map.of("leaf", 1) : Map.of("right", 1, "next", fork(depth - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'anyOf':[CAT,DOG]}",
                "{'oneOf':[CAT,DOG]}",
                "{'anyOf':[{'$ref':'#/$defs/cat'},{'$ref':'#/$defs/dog'}],'$defs':{'cat':CAT,'dog':DOG}}"
            })
    void alternativesMayBeToldApartByAConstant(String text) {
        Schema schema = Schema.of(
                "animals",
                object(text.replace(
                                "CAT",
                                "{'type':'object','required':['kind','lives'],"
                                        + "'properties':{'kind':{'const':'cat'},'lives':{'type':'integer'}}}")
                        .replace(
                                "DOG",
                                "{'type':'object','required':['kind','tricks'],"
                                        + "'properties':{'kind':{'const':'dog'},'tricks':{'type':'array'}}}")
                        .replace('\'', '"')));

        assertThat(schema.findings(Map.of("kind", "cat", "lives", 9))).isEmpty();
        assertThat(schema.findings(Map.of("kind", "dog", "tricks", List.of()))).isEmpty();
        assertThat(schema.findings(Map.of("kind", "dog", "lives", 9)))
                .extracting(Finding::sentence)
                .contains("tricks: is missing");
        assertThat(schema.findings(Map.of("kind", "cow")))
                .extracting(Finding::sentence)
                .contains("kind: must be cat, but is \"cow\"", "kind: must be dog, but is \"cow\"");
        assertThat(schema.findings("cat")).isNotEmpty();
    }

    /** An order with nested parts; the price of the innermost one is not a number. */
    private static Map<String, Object> orderOfParts(int depth) {
        Object part = Map.of("price", "deep");
        for (int i = 1; i < depth; i++) {
            part = Map.of("price", 1, "parts", List.of(part));
        }
        return Map.of("number", "A-1", "items", List.of(part));
    }

    @Test
    void anyNumberOfThreadsMayAsk() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<Finding>>> questions = Stream.generate(() ->
                            (Callable<List<Finding>>) () -> order.findings(Map.of("number", "A-1", "items", "none")))
                    .limit(500)
                    .toList();
            for (var answer : threads.invokeAll(questions)) {
                assertThat(answer.get())
                        .extracting(Finding::sentence)
                        .containsExactly("items: must be a list, but is \"none\"");
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, Object> object(String json) {
        try {
            return Fields.object(Json.readValue(json));
        } catch (IOException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
