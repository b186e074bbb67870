package io.github.camelglm4.binding;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.junit.jupiter.api.Test;

/** A List contains messages, a Map is a request; unknown fields of both are sent to the service. */
class ConversationBodyTest extends MessageTestSupport {

    private static final Map<String, Object> CALL = Map.of(
            "id",
            "call_1",
            "type",
            "function",
            "function",
            Map.of("name", "weather", "arguments", "{\"city\":\"北京\"}"));

    @Test
    void aListOfMapsIsTheMessages() {
        List<Map<String, Object>> messages = List.of(
                system("Be brief"),
                user("北京天气"),
                Map.of("role", "assistant", "content", "", "tool_calls", List.of(CALL)),
                Map.of("role", "tool", "tool_call_id", "call_1", "content", "{\"temp\":21}"),
                Map.of("role", "user", "content", List.of(Map.of("type", "text", "text", "and?")), "name", "Li"));

        assertThat(sent(MODEL, messages)).containsOnly(entry("model", "GLM-4-Air"), entry("messages", messages));
    }

    @Test
    void aListOfChatMessagesIsTheMessages() {
        List<ChatMessage> messages = List.of(
                ChatMessage.system("Be brief"),
                ChatMessage.user("你好"),
                ChatMessage.assistant("Hello"),
                ChatMessage.tool("call_1", "21"));

        assertThat(sent(MODEL, messages))
                .containsEntry(
                        "messages",
                        List.of(
                                system("Be brief"),
                                user("你好"),
                                Map.of("role", "assistant", "content", "Hello"),
                                Map.of("role", "tool", "content", "21", "tool_call_id", "call_1")));
    }

    @Test
    void aListMayMixBoth() {
        assertThat(sent(MODEL, List.of(system("Be brief"), ChatMessage.user("Hi"))))
                .containsEntry("messages", List.of(system("Be brief"), user("Hi")));
    }

    @Test
    void fieldsThatAreNotKnownReachTheWire() {
        Map<String, Object> request = Map.of(
                "messages", userSays("Hi"),
                "seed", 7,
                "vendor", Map.of("deep", List.of(1, Map.of("er", true))),
                "tools", List.of(Map.of("type", "web_search", "web_search", Map.of("enable", true))));

        assertThat(sent(MODEL, request))
                .containsAllEntriesOf(request)
                .containsEntry("model", "GLM-4-Air")
                .hasSize(request.size() + 1);
    }

    /** All fields except the content of an assistant that called functions. */
    @Test
    void nullsAreNotSent() {
        Map<String, Object> calling = new HashMap<>(Map.of("role", "assistant", "tool_calls", List.of(CALL)));
        calling.put("content", null);
        Map<String, Object> assistant = new HashMap<>(Map.of("role", "assistant", "tool_calls", List.of(CALL)));
        assistant.put("content", null);
        assistant.put("reasoning_content", null);
        Map<String, Object> request = new HashMap<>();
        request.put("messages", List.of(user("Hi"), assistant, user("go on")));
        request.put("temperature", null);
        request.put("stream", null);
        request.put("vendor", null);

        assertThat(sent(MODEL, request))
                .containsOnly(
                        entry("model", "GLM-4-Air"), entry("messages", List.of(user("Hi"), calling, user("go on"))));
    }

    @Test
    void aNullInTheBodyLeavesTheOptionInForce() {
        Map<String, Object> request = new HashMap<>(Map.of("messages", userSays("Hi")));
        request.put("temperature", null);

        assertThat(sent(MODEL + "?temperature=0.2", request)).containsEntry("temperature", 0.2);
    }

    @Test
    void aChatCompletionRequestIsTheRequestAndIsAnsweredByACompletion() {
        ChatCompletionRequest request = new ChatCompletionRequest(
                "ignored: the URI names the model", List.of(ChatMessage.user("Hi")), Map.of("seed", 7));

        Exchange exchange = ask(MODEL, request);

        assertThat(exchange.getMessage().getBody()).isInstanceOf(ChatCompletion.class);
        assertThat(server.takeRequest(SOON).json())
                .containsOnly(entry("model", "GLM-4-Air"), entry("messages", userSays("Hi")), entry("seed", 7));
    }

    @Test
    void aChatCompletionRequestIsAnsweredByTextWhenTheEndpointSaysSo() {
        ChatCompletionRequest request = new ChatCompletionRequest(null, List.of(ChatMessage.user("Hi")));

        assertThat(ask(MODEL + "?output=text", request).getMessage().getBody()).isEqualTo("ok");
    }

    @Test
    void textThatIsMeantAsARequestIsUnmarshalledByTheRoute() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:map").unmarshal().json().to("glm4:*");
                from("direct:request")
                        .unmarshal()
                        .json(JsonLibrary.Jackson, ChatCompletionRequest.class)
                        .to("glm4:*");
            }
        });
        String json = "{\"model\":\"GLM-4-Long\",\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}],\"seed\":7}";

        for (String route : List.of("direct:map", "direct:request")) {
            assertThat(sent(route, json))
                    .containsOnly(entry("model", "GLM-4-Long"), entry("messages", userSays("你好")), entry("seed", 7));
        }
    }

    @Test
    void theBodyOfTheUserIsNotChanged() {
        List<Object> messages = new ArrayList<>(userSays("Hi"));
        Map<String, Object> request = new LinkedHashMap<>(Map.of("messages", messages));

        sent(MODEL + "?systemMessage=Obey&temperature=0.2", request);

        assertThat(request).isEqualTo(Map.of("messages", userSays("Hi")));
    }

    @Test
    void withInputTextAChatCompletionRequestIsWhatTheUserSaidLast() {
        ChatCompletionRequest request = new ChatCompletionRequest(
                "other",
                List.of(ChatMessage.system("obey"), ChatMessage.user("Hi"), ChatMessage.assistant("Hello")),
                Map.of("seed", 7));

        assertThat(sent(MODEL + "?input=text", request))
                .containsOnly(entry("model", "GLM-4-Air"), entry("messages", userSays("Hi")));
    }

    private static Map.Entry<String, Object> entry(String name, Object value) {
        return Map.entry(name, value);
    }
}
