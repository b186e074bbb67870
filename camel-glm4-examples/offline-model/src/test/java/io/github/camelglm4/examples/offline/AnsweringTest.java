package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.examples.offline.text.Tokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsweringTest {
    private static final String TEXT = "The ferry leaves at nine.";

    private final Answering answering = new Answering();

    @Test
    void answersTheWholeSummary() {
        Answer answer = answering.answer(request("", 100));

        assertThat(answer).isEqualTo(Answer.text(TEXT, "stop", 7));
    }

    @Test
    void endsBeforeAStopText() {
        Answer answer = answering.answer(request("", 100, "nine", " leaves"));

        assertThat(answer).isEqualTo(Answer.text("The ferry", "stop", 7));
    }

    @Test
    void endsWhenItsTokensAreUsedUp() {
        Answer answer = answering.answer(request("", 2, "nine"));

        assertThat(answer).isEqualTo(Answer.text("The ferr", "length", 7));
    }

    @Test
    void instructionsMayAskForJson() {
        Answer answer = answering.answer(request("Answer as JSON with the keys summary and category.", 100));

        assertThat(answer.text()).isEqualTo("{\"summary\":\"" + TEXT + "\",\"category\":\"other\"}");
    }

    @Test
    void callsAToolInsteadOfAnswering() {
        List<ChatMessage> messages = List.of(ChatMessage.user("What is the status of order 1042?"));
        ChatRequest request =
                new ChatRequest(messages, Tool.offered(Desk.TOOLS), 100, List.of(), false, MissingNode.getInstance());

        Answer answer = answering.answer(request);

        assertThat(answer.calls()).containsExactly(Desk.call(1, "lookupOrder", "{\"orderId\":1042}"));
        assertThat(answer.finishReason()).isEqualTo("tool_calls");
        assertThat(answer.text()).isEmpty();
    }

    @Test
    void answersWithWhatTheToolFound() {
        List<ChatMessage> messages = List.of(
                ChatMessage.user("What is the status of order 1042?"),
                new ChatMessage(
                        "assistant",
                        "",
                        Map.of(
                                "tool_calls",
                                List.of(Desk.call(1, "lookupOrder", "{\"orderId\":1042}")
                                        .toMap()))),
                ChatMessage.tool("call_1", "{\"status\":\"packed\"}"));

        Answer answer = answering.answer(
                new ChatRequest(messages, Tool.offered(Desk.TOOLS), 100, List.of(), false, MissingNode.getInstance()));

        assertThat(answer.text()).isEqualTo("lookupOrder: status packed");
        assertThat(answer.calls()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"abcd, 1", "abcde, 2", "智能, 2", "智能 4 all, 4", "😀, 1", "好。, 2", "'', 0"})
    void estimatesTokens(String text, int tokens) {
        assertThat(Tokens.count(text)).isEqualTo(tokens);
    }

    @Test
    void cutsBetweenCharactersOnly() {
        assertThat(Tokens.cut("智能😀", 2)).isEqualTo("智能");
        assertThat(Tokens.cut("abc😀e", 1)).isEqualTo("abc😀");
    }

    private static ChatRequest request(String instructions, int maxTokens, String... stops) {
        List<ChatMessage> messages = List.of(ChatMessage.system(instructions), ChatMessage.user(TEXT));
        return new ChatRequest(messages, List.of(), maxTokens, List.of(stops), false, MissingNode.getInstance());
    }
}
