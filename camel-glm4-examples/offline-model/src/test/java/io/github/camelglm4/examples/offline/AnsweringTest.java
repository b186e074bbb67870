package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnsweringTest {
    private static final String TEXT = "The ferry leaves at nine.";

    private final Answering answering = new Answering();

    @Test
    void answersTheWholeSummary() {
        Answer answer = answering.answer(request("", 100));

        assertThat(answer).isEqualTo(new Answer(TEXT, "stop", 7, 7));
    }

    @Test
    void endsBeforeAStopText() {
        Answer answer = answering.answer(request("", 100, "nine", " leaves"));

        assertThat(answer).isEqualTo(new Answer("The ferry", "stop", 7, 3));
    }

    @Test
    void endsWhenItsTokensAreUsedUp() {
        Answer answer = answering.answer(request("", 2, "nine"));

        assertThat(answer).isEqualTo(new Answer("The ferr", "length", 7, 2));
    }

    @Test
    void instructionsMayAskForJson() {
        Answer answer = answering.answer(request("Answer as JSON with the keys summary and category.", 100));

        assertThat(answer.text()).isEqualTo("{\"summary\":\"" + TEXT + "\",\"category\":\"other\"}");
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
        return new ChatRequest(messages, maxTokens, List.of(stops), false);
    }
}
