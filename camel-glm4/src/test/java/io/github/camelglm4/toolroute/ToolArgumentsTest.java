package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Arguments reach the route as they are plainly meant, and definitions the service in a form that strict ones take. */
class ToolArgumentsTest extends ToolTestSupport {

    private static final String ORDER = """
            {"type":"object","required":["id"],"additionalProperties":false,"properties":{
             "id":{"type":"string"},"n":{"type":"integer"},"maybe":{"type":["integer","null"]},"price":{"type":"number"},
             "gift":{"type":"boolean"},"tags":{"type":"array","items":{"type":"string"}},
             "to":{"$ref":"#/$defs/address"},"lines":{"type":"array","items":{"$ref":"#/$defs/line"}}},
             "$defs":{"address":{"type":"object","required":["zip"],"properties":{"zip":{"type":"integer"},
              "floor":{"type":"integer"}}},"line":{"type":"object","properties":{"count":{"type":"integer"}}}}}""";

    private final Queue<Object> called = new ConcurrentLinkedQueue<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:now").process(e -> called.add(e.getMessage().getBody()));
                from("glm4-tool:order?argSchema=RAW(" + ORDER + ")")
                        .process(e -> called.add(e.getMessage().getBody()))
                        .setBody(constant("ordered"));
                from("glm4-tool:find?parameter.tags=array&parameter.where=object")
                        .setBody(constant("x"));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "",
                " ",
                "\"\"",
                "\"null\"",
                "\"\\\"\\\"\"",
                "{}",
                "\"{}\"",
                " null ",
                "[]",
                "\"[]\"",
                "\"None\""
            })
    void argumentsThatMeanNone(String json) throws IOException {
        for (Object arguments : new Object[] {json, json.isBlank() ? null : Json.readValue(json)}) {
            Map<String, Object> call = call("c1", "now", "");
            Map<String, Object> function = new LinkedHashMap<>(Map.of("name", "now"));
            function.put("arguments", arguments);
            call.put("function", function);
            server.enqueue(calling(call), Reply.completion("ok"));

            answered("tools=now");

            assertThat(called).containsExactly(Map.of());
            called.clear();
            request();
            assertThat(argumentsOfCall(request())).isEqualTo("{}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"id":"7","n":null}                      | {"id":"7"}
            {"id":"7","maybe":null}                  | {"id":"7","maybe":null}
            {"id":"7","maybe":null,"n":null}         | {"id":"7","maybe":null}
            {"id":"7","n":"10"}                      | {"id":"7","n":10}
            {"id":"7","n":" -10 "}                   | {"id":"7","n":-10}
            {"id":"7","price":"1.5"}                 | {"id":"7","price":1.5}
            {"id":"7","price":"10","gift":"true"}    | {"id":"7","price":10,"gift":true}
            {"id":"7","gift":"False"}                | {"id":"7","gift":false}
            {"id":"7","tags":"[\\"a\\",\\"b\\"]"}    | {"id":"7","tags":["a","b"]}
            {"id":"7","to":{"zip":"123","floor":null}} | {"id":"7","to":{"zip":123}}
            {"id":"7","to":"{\\"zip\\":\\"123\\"}"}  | {"id":"7","to":{"zip":123}}
            {"id":"7","lines":[{"count":"1"},{"count":null}]} | {"id":"7","lines":[{"count":1},{}]}
            "{\\"id\\":\\"7\\",\\"n\\":1}"           | {"id":"7","n":1}
            {"id":"10"}                              | {"id":"10"}
            {"id":"7"}</tool_call>                   | {"id":"7"}
            ```json {"id":"7","n":"1"} ```           | {"id":"7","n":1}
            <args> {"id":"}"} </args>               | {"id":"}"}
            """)
    void whatIsPlainlyMeantReachesTheRoute(String arguments, String meant) throws IOException {
        server.enqueue(calling(call("c1", "order", arguments)), Reply.completion("ok"));

        answered("tools=order");

        assertThat(called).containsExactly(Json.readObject(meant));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"id":null}                  | id: must be text, but is null
            {"id":7}                     | id: must be text, but is 7
            {"id":"7","n":"ten"}         | n: must be a whole number, but is "ten"
            {"id":"7","n":"1.5"}         | n: must be a whole number, but is "1.5"
            {"id":"7","n":""}            | n: must be a whole number, but is ""
            {"id":"7","gift":"yes"}      | gift: must be true or false, but is "yes"
            {"id":"7","tags":"a"}        | tags: must be a list, but is "a"
            {"id":"7","x":null}          | x: is not an allowed property
            {"id":"7","to":{"zip":null}} | to.zip: must be a whole number, but is null
            null                         | id: is missing
            """)
    void whatHasNoPlainMeaningIsRefused(String arguments, String finding) {
        server.enqueue(calling(call("c1", "order", arguments)), Reply.completion("ok"));

        answered("tools=order");

        assertThat(called).isEmpty();
        request();
        assertThat(results(request()))
                .containsExactly("Error: the arguments do not match the parameters of the tool: " + finding);
    }

    @Test
    void definitionsAreThoseThatStrictServicesTake() throws IOException {
        server.otherwise(Reply.completion("ok"));

        answered("tools=find,now,order");

        List<Map<String, Object>> tools = Fields.objects(request().json(), "tools");
        assertThat(parameters(tools.get(0)))
                .containsEntry(
                        "properties",
                        Json.readObject("{\"tags\":{\"type\":\"array\",\"items\":{}},"
                                + "\"where\":{\"type\":\"object\",\"properties\":{}}}"));
        assertThat(parameters(tools.get(1))).containsEntry("type", "object").containsEntry("properties", Map.of());
        assertThat(parameters(tools.get(2)).toString()).doesNotContain("$ref").doesNotContain("$defs");
    }

    private static Map<String, Object> parameters(Map<String, Object> tool) {
        return Fields.object(Fields.object(tool, "function"), "parameters");
    }

    private static Object argumentsOfCall(RecordedRequest request) {
        Map<String, Object> call =
                Fields.objects(messages(request).get(1), "tool_calls").get(0);
        return Fields.object(call, "function").get("arguments");
    }
}
