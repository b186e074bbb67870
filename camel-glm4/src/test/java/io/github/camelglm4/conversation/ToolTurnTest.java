package io.github.camelglm4.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Turns in which the model calls tools: calls and results are kept together, and a tool cannot ask the conversation it
 * serves.
 */
@Timeout(60)
class ToolTurnTest extends ConversationTestSupport {

    private static final String TOOLS = URI + "&tools=weather";
    private static final String CALL = "{\"id\":\"call_1\",\"type\":\"function\",\"function\":"
            + "{\"name\":\"weather\",\"arguments\":\"{\\\"city\\\":\\\"Beijing\\\"}\"}}";
    private static final String CALLING = "{\"choices\":[{\"index\":0,\"finish_reason\":\"tool_calls\",\"message\":"
            + "{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[" + CALL + "]}}]}";

    private final List<Throwable> failures = new ArrayList<>();

    @BeforeEach
    void addTools() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:weather?description=Weather&parameter.city=string")
                        .setBody(constant("sunny"));
                from("glm4-tool:gossip?description=Gossip&parameter.city=string")
                        .setHeader(Glm4Headers.CONVERSATION_ID, constant("anna"))
                        .setBody(constant("What did she say?"))
                        .doTry()
                        .to(URI)
                        .doCatch(Exception.class)
                        .process(e -> failures.add(e.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)))
                        .setBody(constant("nothing"))
                        .end();
                from("glm4-tool:ask?description=Ask&parameter.city=string")
                        .setHeader(Glm4Headers.CONVERSATION_ID, constant("expert"))
                        .setBody(constant("Weather?"))
                        .to(URI);
            }
        });
    }

    @Test
    void callsAndResultsAreKept() {
        server.enqueue(Reply.json(CALLING));
        say(TOOLS, "anna", "Weather in Beijing?");
        say("anna", "Thanks");

        assertThat(roles(lastMessages())).containsExactly("user", "assistant", "tool", "assistant", "user");
        assertThat(lastMessages().get(1)).containsKey("tool_calls");
        assertThat(lastMessages().get(2))
                .containsEntry("tool_call_id", "call_1")
                .containsEntry("content", "sunny");
    }

    @Test
    void callsAndResultsGoTogether() {
        server.enqueue(Reply.json(CALLING));
        say(TOOLS + "&maxHistoryMessages=4", "anna", "Weather in Beijing?");
        say(URI + "&maxHistoryMessages=4", "anna", "Thanks");
        assertThat(lastMessages()).hasSize(5);

        say(URI + "&maxHistoryMessages=4", "anna", "Bye");
        assertThat(lastSent()).containsExactly("user: Thanks", "assistant: re: Thanks", "user: Bye");
    }

    @Test
    void aLaterRoundThatFailsLeavesNoTraceOfTheFirst() {
        server.enqueue(Reply.json(CALLING), Reply.error(400, "1210", "no"));
        assertThat(failure(ask(TOOLS, "Weather?", Map.of(Glm4Headers.CONVERSATION_ID, "anna"))))
                .isInstanceOf(Glm4RequestException.class);

        say("anna", "Hello");
        assertThat(lastSent()).containsExactly("user: Hello");
    }

    @Test
    void aToolCannotAskTheConversationItServes() {
        server.enqueue(Reply.json(CALLING.replace("weather", "gossip")));
        say(URI + "&tools=gossip", "anna", "What do they say in Beijing?");

        assertThat(failures)
                .hasSize(1)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(Glm4RequestException.class)
                        .hasMessageContaining("anna")
                        .hasMessageContaining("inside its own turn"));
        assertThat(lastMessages().get(2)).containsEntry("content", "nothing");
    }

    @Test
    void aToolMayAskAnotherConversation() {
        server.enqueue(Reply.json(CALLING.replace("weather", "ask")));
        say(URI + "&tools=ask", "anna", "Weather in Beijing?");
        assertThat(lastMessages().get(2)).containsEntry("content", "re: Weather?");

        say("expert", "Sure?");
        assertThat(lastSent()).containsExactly("user: Weather?", "assistant: re: Weather?", "user: Sure?");
    }

    @Test
    void aToolTwoConversationsDeepCannotAskTheFirst() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-tool:relay?description=Relay&parameter.city=string")
                        .setHeader(Glm4Headers.CONVERSATION_ID, constant("expert"))
                        .setBody(constant("What do they say?"))
                        .to(URI + "&tools=gossip");
            }
        });
        server.enqueue(
                Reply.json(CALLING.replace("weather", "relay")), Reply.json(CALLING.replace("weather", "gossip")));
        say(URI + "&tools=relay", "anna", "What do they say in Beijing?");

        assertThat(failures).hasSize(1).first().isInstanceOf(Glm4RequestException.class);
    }

    @Test
    void functionsOfTheCallersOwnGoOnWithTheNextTurn() {
        server.enqueue(Reply.json(CALLING));
        Map<String, Object> function = Map.of("name", "weather", "parameters", Map.of("type", "object"));
        List<Map<String, Object>> tools = List.of(Map.of("type", "function", "function", function));
        Exchange exchange = ask(
                URI,
                Map.of("messages", List.of(Map.of("role", "user", "content", "Weather?")), "tools", tools),
                Map.of(Glm4Headers.CONVERSATION_ID, "anna"));
        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(List.class);

        say(URI, "anna", List.of(Map.of("role", "tool", "tool_call_id", "call_1", "content", "rainy")));
        assertThat(roles(lastMessages())).containsExactly("user", "assistant", "tool");

        say("anna", "Thanks");
        assertThat(roles(lastMessages())).containsExactly("user", "assistant", "tool", "assistant", "user");
    }

    @Test
    void aCallThatServicesWouldRefuseIsNotRepeatedToThem() {
        server.enqueue(Reply.json(CALLING.replace("{\\\"city\\\":\\\"Beijing\\\"}", "{\\\"city\\\":")
                .replace("weather", "the weather")));
        ask(URI, "Weather?", Map.of(Glm4Headers.CONVERSATION_ID, "anna"));

        say(URI, "anna", List.of(Map.of("role", "tool", "tool_call_id", "call_1", "content", "rainy")));

        Map<String, Object> call =
                Fields.objects(lastMessages().get(1), "tool_calls").get(0);
        assertThat(call.get("function")).isEqualTo(Map.of("name", "the_weather", "arguments", "{}"));
    }

    @Test
    void aRouteThatRunsTheCallsItselfGoesOnWithTheNextTurn() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:manual")
                        .to(TOOLS + "&toolExecution=manual")
                        .process(e -> e.getMessage()
                                .setBody(List.of(Map.of("role", "tool", "tool_call_id", "call_1", "content", "rainy"))))
                        .to(TOOLS + "&toolExecution=manual");
            }
        });
        say("anna", "Hello");
        server.enqueue(Reply.json(CALLING), Reply.completion("It rains."));
        Map<String, Object> headers = Map.of(Glm4Headers.CONVERSATION_ID, "anna", Glm4Headers.USER_MESSAGE, "Weather?");
        assertThat(failure(ask("direct:manual", null, headers))).isNull();

        assertThat(roles(lastMessages())).containsExactly("user", "assistant", "user", "assistant", "tool");
        say("anna", "Thanks");
        assertThat(roles(lastMessages()))
                .containsExactly("user", "assistant", "user", "assistant", "tool", "assistant", "user");
    }

    @Test
    void aCallThatNobodyAnsweredDoesNoHarm() {
        server.enqueue(Reply.json(CALLING));
        ask(URI, "Weather?", Map.of(Glm4Headers.CONVERSATION_ID, "anna"));
        say("anna", "Never mind");

        assertThat(lastSent()).containsExactly("user: Weather?", "user: Never mind");
    }

    @Test
    void streamedRoundsAreKeptToo() {
        server.enqueue(
                Reply.sse(
                        "{\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"tool_calls\":[" + CALL + "]},"
                                + "\"finish_reason\":\"tool_calls\"}]}",
                        "[DONE]"),
                Reply.completionStream("It is ", "sunny."));
        Exchange exchange = ask(TOOLS + "&stream=true", "Weather?", Map.of(Glm4Headers.CONVERSATION_ID, "anna"));
        assertThat(exchange.getMessage().getBody(ChatCompletionStream.class).text())
                .isEqualTo("It is sunny.");

        say("anna", "Thanks");
        assertThat(roles(lastMessages())).containsExactly("user", "assistant", "tool", "assistant", "user");
        assertThat(lastMessages().get(3)).containsEntry("content", "It is sunny.");
    }

    private List<Map<String, Object>> lastMessages() {
        return messages(server.requests().get(server.requests().size() - 1));
    }

    private static List<Object> roles(List<Map<String, Object>> messages) {
        return messages.stream().map(message -> message.get("role")).toList();
    }
}
