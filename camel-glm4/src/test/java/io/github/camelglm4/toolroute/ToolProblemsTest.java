package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text for the model if a call has no result; it contains no internals. */
class ToolProblemsTest extends ToolTestSupport {

    private static final String SECRET = "jdbc:h2:mem:orders user sa";

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:good?parameter.id=integer&parameter.id.required=true")
                        .setBody(constant("fine"));
                from("glm4-tool:broken").throwException(new IllegalStateException(SECRET));
                from("glm4-tool:rolledback").rollback(SECRET);
                from("glm4-tool:marked").markRollbackOnly();
                from("glm4-tool:nothing").process(e -> e.getMessage().setBody(new Object()));
                from("glm4-tool:handled")
                        .onException(IllegalStateException.class)
                        .handled(true)
                        .setBody(constant("The order system is closed until noon."))
                        .end()
                        .throwException(new IllegalStateException(SECRET));
                from("glm4-tool:stopped").routeId("stopped").setBody(constant("never"));
                from("glm4-tool:notstarted").autoStartup(false).setBody(constant("never"));
            }
        };
    }

    private static final String ALL = "tools=good,broken,rolledback,marked,nothing,handled,stopped,notstarted";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            good       | {"id":1}          | fine
            good       | {}                | Error: the arguments do not match the parameters of the tool: id: is missing
            good       | {"id":1,"x":2}    | Error: the arguments do not match the parameters of the tool: x: is not an allowed property
            good       | {"id":            | Error: the arguments are not a valid JSON object
            broken     | {}                | Error: the tool failed
            rolledback | {}                | Error: the tool failed
            marked     | {}                | Error: the tool failed
            nothing    | {}                | Error: the tool failed
            handled    | {}                | The order system is closed until noon.
            notstarted | {}                | Error: the tool is not available at the moment
            Good       | {"id":1}          | Error: there is no tool of that name. The tools are: good, broken, rolledback, marked, nothing, handled, stopped, notstarted
            """)
    void theModelIsTold(String tool, String arguments, String told) {
        server.enqueue(calling(call("c1", tool, arguments)), Reply.completion("ok"));

        Exchange exchange = answered(ALL);

        assertThat(exchange.getMessage().getBody()).isEqualTo("ok");
        request();
        assertThat(results(request())).containsExactly(told);
    }

    /** Services refuse a history with such calls in it, and the conversation would end there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', nullValues = "NONE", textBlock = """
            good             | {"id":        | good              | {}
            good             | [1]           | good              | {}
            look up: order?  | {"id":1}      | look_up__order_   | {"id":1}
            NONE             | {"id":1}      | unknown           | {"id":1}
            """)
    void whatTheModelWroteWronglyIsNotSaidBackToIt(String name, String arguments, String saidName, String said) {
        Map<String, Object> call = call("c1", String.valueOf(name), arguments);
        if (name == null) {
            call.put("function", Map.of("arguments", arguments));
        }
        server.enqueue(calling(call), Reply.completion("ok"));

        answered(ALL);

        request();
        Map<String, Object> history =
                Fields.objects(messages(request()).get(1), "tool_calls").get(0);
        assertThat(history.get("function")).isEqualTo(Map.of("name", saidName, "arguments", said));
    }

    @Test
    void aSuspendedRouteIsNotAvailable() throws Exception {
        context.getRouteController().suspendRoute("stopped");
        server.enqueue(calling(call("c1", "stopped", "{}")), Reply.completion("ok"));

        answered(ALL);

        request();
        assertThat(results(request())).containsExactly("Error: the tool is not available at the moment");
        context.getRouteController().resumeRoute("stopped");
    }

    @Test
    void theAuthorOfTheRouteFindsTheCauseInTheTrace() {
        server.enqueue(calling(call("c1", "broken", "{}")), Reply.completion("ok"));

        List<?> trace = answered(ALL).getProperty(Glm4Properties.TOOL_TRACE, List.class);

        assertThat(((Map<?, ?>) trace.get(0)).get("error")).asString().contains("IllegalStateException", SECRET);
        assertThat(((Map<?, ?>) trace.get(0)).get("result")).isEqualTo("Error: the tool failed");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            good       | {"id":"x"} | tool good: the arguments do not match the parameters of the tool: id: must be a whole number, but is "x"
            good       | {"id":     | tool good: the arguments are not a valid JSON object
            broken     | {}         | tool broken: the tool failed
            notstarted | {}         | tool notstarted: the tool is not available at the moment
            other      | {}         | tool other: there is no tool of that name. The tools are: good, broken, notstarted
            """)
    void withToolErrorsFailTheMessageFails(String tool, String arguments, String message) {
        server.enqueue(calling(call("c1", tool, arguments)));

        Exchange exchange = ask(MODEL + "tools=good,broken,notstarted&toolErrors=fail", "hi");

        assertThat(failure(exchange)).isInstanceOf(Glm4ToolException.class).hasMessage(message);
        assertThat(exchange.getMessage().getBody()).isEqualTo("hi");
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void withToolErrorsFailTheCauseIsThatOfTheRoute() {
        server.enqueue(calling(call("c1", "broken", "{}")));

        Throwable failure = failure(ask(MODEL + "tools=broken&toolErrors=fail", "hi"));

        assertThat(failure).hasCauseInstanceOf(IllegalStateException.class);
        assertThat(((Glm4ToolException) failure).isRetryable()).isFalse();
    }
}
