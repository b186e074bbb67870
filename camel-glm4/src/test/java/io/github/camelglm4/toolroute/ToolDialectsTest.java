package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** However a service marks its calls, streamed or not, the routes are called with the same arguments. */
class ToolDialectsTest extends ToolTestSupport {

    private static final List<Map<String, Object>> PARIS = List.of(Map.of("city", "Paris"));
    private static final List<Map<String, Object>> BOTH = List.of(Map.of("city", "Paris"), Map.of("city", "Rome"));
    private static final List<Map<String, Object>> NOTHING = List.of(Map.of());

    private final Queue<Object> called = new ConcurrentLinkedQueue<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:weather?parameter.city=string")
                        .process(e -> called.add(e.getMessage().getBody()))
                        .setBody(simple("fine in ${body}"));
                from("direct:chunk").log("${body}");
            }
        };
    }

    /** Lists of fragments, one a delta; apostrophes stand for quotation marks, bars for those within arguments. */
    static Stream<Arguments> fragments() {
        return Stream.of(
                Arguments.of(
                        "by index",
                        PARIS,
                        List.of(
                                "{'index':0,'id':'c1','type':'function','function':{'name':'weather','arguments':''}}",
                                "{'index':0,'function':{'arguments':'{|city|:|Par'}}",
                                "{'index':0,'function':{'arguments':'is|}'}}")),
                Arguments.of(
                        "blank id and name in later fragments",
                        PARIS,
                        List.of(
                                "{'index':0,'id':'c1','type':'function','function':{'name':'weather','arguments':'{|city|:'}}",
                                "{'index':0,'id':'','type':'','function':{'name':'','arguments':'|Paris'}}",
                                "{'index':0,'id':null,'function':{'name':null,'arguments':'|}'}}")),
                Arguments.of(
                        "no index in fragments",
                        BOTH,
                        List.of(
                                "{'id':'c1','function':{'name':'weather','arguments':'{|city|:'}}",
                                "{'function':{'arguments':'|Paris|}'}}",
                                "{'id':'c2','function':{'name':'weather','arguments':'{|city|:|Rome|}'}}")),
                Arguments.of(
                        "no index, two fragments in a delta",
                        BOTH,
                        List.of(
                                "{'id':'c1','function':{'name':'weather'}},{'id':'c2','function':{'name':'weather'}}",
                                "{'function':{'arguments':'{|city|:|Par'}},{'function':{'arguments':'{|city|:|Ro'}}",
                                "{'function':{'arguments':'is|}'}},{'function':{'arguments':'me|}'}}")),
                Arguments.of(
                        "an id that changes",
                        PARIS,
                        List.of(
                                "{'index':0,'id':'chatcmpl-tool-1','function':{'name':'weather','arguments':''}}",
                                "{'index':0,'id':'toolcall0','function':{'arguments':'{|city|:'}}",
                                "{'index':0,'id':'toolcall0','function':{'name':'','arguments':'|Paris|}'}}")),
                Arguments.of(
                        "a name that is repeated",
                        PARIS,
                        List.of(
                                "{'index':0,'id':'c1','function':{'name':'weather','arguments':'{|city|:'}}",
                                "{'index':0,'function':{'name':'weather','arguments':'|Paris|}'}}",
                                "{'index':0,'function':{'name':'weather','arguments':''}}")),
                Arguments.of(
                        "no id at all",
                        PARIS,
                        List.of(
                                "{'index':0,'function':{'name':'weather','arguments':'{|city|:'}}",
                                "{'index':0,'function':{'arguments':'|Paris|}'}}")));
    }

    /** Whole calls, which may come in one delta or in an answer that is not streamed. */
    static Stream<Arguments> wholeCalls() {
        String paris = "'function':{'name':'weather','arguments':'{|city|:|Paris|}'}}";
        String rome = "'function':{'name':'weather','arguments':'{|city|:|Rome|}'}}";
        return Stream.of(
                Arguments.of(
                        "index -1",
                        BOTH,
                        List.of(
                                "{'index':-1,'id':'c1','type':'function'," + paris,
                                "{'index':-1,'id':'c2','type':'function'," + rome)),
                Arguments.of(
                        "index 0 for all",
                        BOTH,
                        List.of(
                                "{'index':0,'id':'c1','type':'function'," + paris,
                                "{'index':0,'id':'c2','type':'function'," + rome)),
                Arguments.of("numbers as ids", BOTH, List.of("{'id':17," + paris, "{'id':18," + rome)),
                Arguments.of("no id", PARIS, List.of("{'index':0," + paris)),
                Arguments.of("an id that is null", PARIS, List.of("{'index':0,'id':null," + paris)),
                Arguments.of("a blank type", PARIS, List.of("{'index':0,'id':'c1','type':''," + paris)),
                Arguments.of(
                        "arguments that are an object",
                        PARIS,
                        List.of("{'index':0,'id':'c1','function':{'name':'weather','arguments':{'city':'Paris'}}}")),
                Arguments.of("no arguments", NOTHING, List.of("{'index':0,'id':'c1','function':{'name':'weather'}}")),
                Arguments.of(
                        "arguments that are null",
                        NOTHING,
                        List.of("{'index':0,'id':'c1','function':{'name':'weather','arguments':null}}")),
                Arguments.of(
                        "empty arguments",
                        NOTHING,
                        List.of("{'index':0,'id':'c1','function':{'name':'weather','arguments':''}}")));
    }

    static Stream<Arguments> all() {
        return Stream.concat(fragments(), wholeCalls());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wholeCalls")
    void isCalledByAWholeAnswer(String dialect, List<?> arguments, List<String> calls) {
        for (String reason : List.of("tool_calls", "stop")) {
            server.enqueue(
                    Reply.json(json("{'choices':[{'index':0,'finish_reason':'" + reason
                            + "','message':{'role':'assistant','content':null,'tool_calls':[" + String.join(",", calls)
                            + "]}}]}")),
                    Reply.completion("ok"));

            assertThat(answered("tools=weather").getMessage().getBody()).isEqualTo("ok");
            assertCalled(arguments);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isCalledByAStream(String dialect, List<?> arguments, List<String> deltas) {
        server.enqueue(stream(deltas), Reply.completionStream("ok"));

        Exchange exchange = answered("tools=weather&stream=true");

        assertThat(exchange.getMessage().getBody(ChatCompletionStream.class).text())
                .isEqualTo("ok");
        assertCalled(arguments);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void isCalledByAStreamThatIsPushed(String dialect, List<?> arguments, List<String> deltas) {
        server.enqueue(stream(deltas), Reply.completionStream("ok"));

        assertThat(answered("tools=weather&streamTo=direct:chunk").getMessage().getBody())
                .isEqualTo("ok");
        assertCalled(arguments);
    }

    private void assertCalled(List<?> arguments) {
        assertThat(called)
                .containsExactlyInAnyOrderElementsOf(
                        List.copyOf(arguments).stream().map(Object.class::cast).toList());
        called.clear();
        request();
        assertThat(results(request())).hasSize(arguments.size()).allMatch(result -> result.startsWith("fine in "));
    }

    private static Reply stream(List<String> deltas) {
        Reply reply = Reply.stream();
        for (String delta : deltas) {
            reply = reply.event(json("{'id':'a','choices':[{'index':0,'delta':{'tool_calls':[" + delta + "]}}]}"))
                    .event(json("{'id':'a','choices':[{'index':0,'delta':{'content':'','tool_calls':[]}}]}"));
        }
        return reply.event(json("{'id':'a','choices':[{'index':0,'delta':{},'finish_reason':'tool_calls'}]}"))
                .event("[DONE]")
                .lastChunk();
    }

    private static String json(String text) {
        return text.replace("|", "\\\"").replace('\'', '"');
    }
}
