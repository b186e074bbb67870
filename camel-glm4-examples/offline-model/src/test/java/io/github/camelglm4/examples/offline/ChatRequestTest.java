package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.Glm4RequestException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChatRequestTest {
    private static final List<ChatMessage> QUESTION = List.of(ChatMessage.user("Where is it?"));

    @Test
    void readsWhatTheAnswerDependsOn() {
        ChatRequest request = ChatRequest.of(new ChatCompletionRequest(
                null,
                QUESTION,
                Map.of(
                        "stop", List.of("END", "."),
                        "max_tokens", 5,
                        "response_format", Map.of("type", "json_object"))));

        assertThat(request)
                .isEqualTo(
                        new ChatRequest(QUESTION, List.of(), 5, List.of("END", "."), true, MissingNode.getInstance()));
    }

    @Test
    void stopMayBeASingleText() {
        ChatRequest request = ChatRequest.of(new ChatCompletionRequest(null, QUESTION, Map.of("stop", "END")));

        assertThat(request.stops()).containsExactly("END");
    }

    @Test
    void callsNoToolWhenItMustNot() {
        Map<String, Object> tools = Map.of("tools", Desk.TOOLS);
        Map<String, Object> none = Map.of("tools", Desk.TOOLS, "tool_choice", "none");

        assertThat(ChatRequest.of(new ChatCompletionRequest(null, QUESTION, tools))
                        .tools())
                .extracting(Tool::name)
                .containsExactly("lookupOrder", "ordersOf", "shipment", "refund");
        assertThat(ChatRequest.of(new ChatCompletionRequest(null, QUESTION, none))
                        .tools())
                .isEmpty();
    }

    @Test
    void joinsTheTextPartsOfAQuestion() {
        List<Map<String, String>> parts =
                List.of(Map.of("type", "text", "text", "Where is "), Map.of("type", "text", "text", "it?"));

        assertThat(of(new ChatMessage("user", parts)).question()).isEqualTo("Where is it?");
    }

    @Test
    void answersWhatAToolFoundLast() {
        ChatRequest request = of(
                ChatMessage.system("Be brief"),
                ChatMessage.user("Where is it?"),
                new ChatMessage("assistant", null, Map.of("tool_calls", List.of(Map.of("id", "call_1")))),
                ChatMessage.tool("call_1", "In Bremen."));

        assertThat(request.instructions()).isEqualTo("Be brief");
        assertThat(request.question()).isEqualTo("In Bremen.");
    }

    @Test
    void needsAQuestion() {
        assertThatThrownBy(() -> of(ChatMessage.system("Be brief"), ChatMessage.assistant("Yes?")))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("contains no text of a user");
    }

    private static ChatRequest of(ChatMessage... messages) {
        return ChatRequest.of(new ChatCompletionRequest(null, List.of(messages)));
    }
}
