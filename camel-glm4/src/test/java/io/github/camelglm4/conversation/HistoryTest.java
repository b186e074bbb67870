package io.github.camelglm4.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.Glm4ConversationException;
import io.github.camelglm4.error.Glm4RequestException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a history is sent and kept: whole turns, and tool calls with their results. */
class HistoryTest {

    private static final ChatMessage HELLO = ChatMessage.user("Hello");
    private static final ChatMessage HI = ChatMessage.assistant("Hi");
    private static final ChatMessage WEATHER = ChatMessage.user("Weather?");
    private static final ChatMessage CALL = calls("call_1");
    private static final ChatMessage RESULT = ChatMessage.tool("call_1", "sunny");
    private static final ChatMessage SUNNY = ChatMessage.assistant("It is sunny.");
    private static final ChatMessage THANKS = ChatMessage.user("Thanks");

    @Test
    void isStoredAsTheListOfItsMessages() {
        History history = history(HELLO, HI, WEATHER, CALL, RESULT, SUNNY);

        assertThat(history.json())
                .startsWith("[{\"role\":\"user\",\"content\":\"Hello\"},{\"role\":\"assistant\",\"content\":\"Hi\"},");
        assertThat(History.of(history.json()).messages()).isEqualTo(history.messages());
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = "[]")
    void nothingIsAnEmptyHistory(String json) {
        assertThat(History.of(json).messages()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "[1]", "[{}]", "[{\"role\":\"user\"}", "hello", "null"})
    void whatIsNoHistoryIsAnError(String json) {
        assertThatThrownBy(() -> History.of(json))
                .isInstanceOf(Glm4ConversationException.class)
                .hasMessageContaining("list of messages");
    }

    // turns: [Hello, Hi], [Weather?, call, result, sunny], [Thanks, welcome]
    @ParameterizedTest
    @CsvSource({"8, 0", "7, 2", "6, 2", "5, 6", "3, 6", "2, 6", "1, 8"})
    void isCutByWholeTurns(int maxMessages, int firstLeft) {
        History history = history(HELLO, HI, WEATHER, CALL, RESULT, SUNNY, THANKS, ChatMessage.assistant("Welcome."));

        assertThat(history.within(new HistoryLimits(maxMessages, null)).messages())
                .isEqualTo(history.messages().subList(firstLeft, 8));
    }

    @Test
    void isCutByTokens() {
        History history = history(ChatMessage.user("word ".repeat(100)), HI, HELLO, HI);
        int whole = history.messages().stream().mapToInt(TokenEstimate::of).sum();

        assertThat(history.within(new HistoryLimits(null, whole)).messages()).hasSize(4);
        assertThat(history.within(new HistoryLimits(null, whole - 1)).messages())
                .containsExactly(HELLO, HI);
        assertThat(history.within(new HistoryLimits(3, whole)).messages()).containsExactly(HELLO, HI);
        assertThat(history.within(new HistoryLimits(null, 5)).messages()).isEmpty();
    }

    @Test
    void questionsInARowAreOneTurn() {
        History history = history(HELLO, HI, HELLO, WEATHER, SUNNY);

        assertThat(history.within(new HistoryLimits(3, null)).messages()).containsExactly(HELLO, WEATHER, SUNNY);
        assertThat(history.within(new HistoryLimits(2, null)).messages()).isEmpty();
    }

    @Test
    void resultsFollowTheirCalls() {
        History history = history(HELLO, HI, WEATHER, CALL);

        assertThat(history.followedBy(List.of(RESULT))).containsExactly(HELLO, HI, WEATHER, CALL, RESULT);
        assertThat(history.with(List.of(RESULT, SUNNY)).messages())
                .containsExactly(HELLO, HI, WEATHER, CALL, RESULT, SUNNY);
    }

    @Test
    void resultsThatComeLateGoToTheirCalls() {
        // another node's turn came in between
        History history = history(WEATHER, CALL, HELLO, HI);

        assertThat(history.followedBy(List.of(RESULT))).containsExactly(WEATHER, CALL, RESULT);
        assertThat(history.with(List.of(RESULT, SUNNY)).messages())
                .containsExactly(WEATHER, CALL, RESULT, SUNNY, HELLO, HI);
    }

    @Test
    void resultsOfAnUnknownCallAreRefused() {
        assertThatThrownBy(() -> history(HELLO, HI).followedBy(List.of(RESULT)))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("call_1");
        assertThatThrownBy(() -> history(HELLO, HI).with(List.of(RESULT, SUNNY)))
                .isInstanceOf(Glm4RequestException.class);
    }

    @Test
    void resultsOfAPartOfTheCallsAreRefused() {
        History history = history(WEATHER, calls("call_1", "call_2"));

        assertThatThrownBy(() -> history.followedBy(List.of(RESULT, THANKS)))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("only 1 of 2 calls");
        assertThat(history.followedBy(List.of(RESULT, ChatMessage.tool("call_2", "windy"))))
                .hasSize(4);
    }

    @Test
    void callsThatNobodyAnsweredAreNotSent() {
        ChatMessage talking = new ChatMessage("assistant", "Let me look.", CALL.others());

        assertThat(history(WEATHER, CALL).followedBy(List.of(THANKS))).containsExactly(WEATHER, THANKS);
        assertThat(history(WEATHER, talking).followedBy(List.of(THANKS)))
                .containsExactly(WEATHER, ChatMessage.assistant("Let me look."), THANKS);
        assertThat(history(WEATHER, calls("call_1", "call_2"), RESULT, HELLO, HI)
                        .followedBy(List.of(THANKS)))
                .containsExactly(WEATHER, HELLO, HI, THANKS);
        assertThat(history(WEATHER, CALL, RESULT, SUNNY).followedBy(List.of(THANKS)))
                .containsExactly(WEATHER, CALL, RESULT, SUNNY, THANKS);
    }

    @Test
    void callsThatNobodyAnsweredStayInTheHistory() {
        assertThat(history(WEATHER, CALL).with(List.of(HELLO, HI)).messages())
                .containsExactly(WEATHER, CALL, HELLO, HI);
    }

    private static History history(ChatMessage... messages) {
        return History.EMPTY.with(List.of(messages));
    }

    private static ChatMessage calls(String... ids) {
        List<Map<String, Object>> calls = Stream.of(ids)
                .map(id -> Map.<String, Object>of(
                        "id", id, "type", "function", "function", Map.of("name", "weather", "arguments", "{}")))
                .toList();
        return new ChatMessage("assistant", "", Map.of("tool_calls", calls));
    }
}
