package io.github.camelglm4.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes along with a question, and what is kept of it. */
class ConversationTest extends ConversationTestSupport {

    @Test
    void whatWasSaidGoesAlong() {
        assertThat(say("anna", "I am Anna")).isEqualTo("re: I am Anna");
        say("anna", "Who am I?");
        say("anna", "Sure?");

        assertThat(sent()).containsExactly("user: I am Anna");
        assertThat(sent()).containsExactly("user: I am Anna", "assistant: re: I am Anna", "user: Who am I?");
        assertThat(sent())
                .containsExactly(
                        "user: I am Anna",
                        "assistant: re: I am Anna",
                        "user: Who am I?",
                        "assistant: re: Who am I?",
                        "user: Sure?");
    }

    @Test
    void conversationsKnowNothingOfEachOther() {
        say("anna", "I am Anna");
        say("bert", "Who am I?");

        assertThat(lastSent()).containsExactly("user: Who am I?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\ud83d", "\ude00", "\ude00\ud83d-1"})
    void anIdThatIsNoUnicodeIsRefused(String id) {
        Exchange exchange = ask("glm4:GLM-4-Air?memory=true", "I am Anna", Map.of(Glm4Headers.CONVERSATION_ID, id));

        assertThat(failure(exchange))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageStartingWith(
                        "header CamelGlm4ConversationId must be well-formed Unicode, but contains half of a");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anIdMayHoldAnyCharacter() {
        say("\ud83d\ude00", "I am Anna");
        say("\ud83d\ude00", "Who am I?");

        assertThat(lastSent()).hasSize(3);
    }

    /** Kept all, they would take more than the eighth of the heap that all may take together. */
    @Test
    void longConversationsOfOthersDriveOutTheLeastRecentlyUsed() {
        server.otherwise(
                        request -> Reply.completion("heard " + messages(request).size()))
                .recordNothing();
        int others = 40;
        String text = "a".repeat((int) (Runtime.getRuntime().maxMemory() / 8 / others));

        say("anna", text);
        for (int i = 1; i <= others; i++) {
            say("other " + i, text);
        }

        assertThat(say("other " + others, "Who am I?")).isEqualTo("heard 3");
        assertThat(say("anna", "Who am I?")).isEqualTo("heard 1");
    }

    @Test
    void endpointsShareConversations() {
        say("anna", "I am Anna");
        say("glm4:GLM-4-Plus?memory=true&temperature=0.1", "anna", "Who am I?");

        assertThat(lastSent()).hasSize(3);
    }

    @Test
    void withoutMemoryNothingIsKept() {
        say("glm4:GLM-4-Air", "anna", "I am Anna");
        say("anna", "Who am I?");

        assertThat(lastSent()).containsExactly("user: Who am I?");
    }

    @Test
    void theHeaderComesBeforeTheOption() {
        String uri = URI + "&conversationId=shared";
        say(uri, "anna", "I am Anna");
        ask(uri, "Who am I?");
        assertThat(lastSent()).containsExactly("user: Who am I?");

        ask(uri, "And now?", Map.of(Glm4Headers.CONVERSATION_ID, " "));
        assertThat(lastSent()).hasSize(3).contains("user: Who am I?");
    }

    @Test
    void theNameOfAConversationMayBeANumber() {
        ask(URI, "I am Anna", Map.of(Glm4Headers.CONVERSATION_ID, 7));
        say("7", "Who am I?");

        assertThat(lastSent()).hasSize(3);
    }

    @Test
    void noNameIsAnErrorThatTellsBothWays() {
        Exchange exchange = ask(URI, "I am Anna");

        assertThat(failure(exchange))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("CamelGlm4ConversationId")
                .hasMessageContaining("conversationId");
        assertThat(exchange.getMessage().getBody()).isEqualTo("I am Anna");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void instructionsGoInFrontAndAreNotKept() {
        say(URI + "&systemMessage=Be kind.", "anna", "I am Anna");
        say(URI + "&systemMessage=Be brief.", "anna", "Who am I?");
        assertThat(lastSent())
                .containsExactly("system: Be brief.", "user: I am Anna", "assistant: re: I am Anna", "user: Who am I?");

        say(URI, "anna", List.of(ChatMessage.system("Be funny."), ChatMessage.user("Really?")));
        assertThat(lastSent()).hasSize(6).startsWith("system: Be funny.", "user: I am Anna");

        say("anna", "Bye");
        assertThat(lastSent()).hasSize(7).noneMatch(message -> message.startsWith("system"));
    }

    @Test
    void messagesOfABodyAreThisTurns() {
        say("anna", "I am Anna");
        say(
                URI,
                "anna",
                List.of(
                        Map.of("role", "user", "content", "Two plus two?"),
                        Map.of("role", "assistant", "content", "Four."),
                        Map.of("role", "user", "content", "Three plus three?")));
        assertThat(lastSent())
                .containsExactly(
                        "user: I am Anna",
                        "assistant: re: I am Anna",
                        "user: Two plus two?",
                        "assistant: Four.",
                        "user: Three plus three?");

        say("anna", "Who am I?");
        assertThat(lastSent()).hasSize(7).contains("assistant: re: Three plus three?");
    }

    @Test
    void requestsKeepTheirParameters() {
        say("anna", "I am Anna");
        Map<String, Object> body = Map.of("messages", List.of(ChatMessage.user("Who am I?")), "seed", 7);
        say(URI, "anna", body);

        assertThat(server.requests().get(1).json()).containsEntry("seed", 7);
        assertThat(lastSent()).hasSize(3);

        say(URI, "anna", new ChatCompletionRequest(null, List.of(ChatMessage.user("Sure?"))));
        assertThat(lastSent()).hasSize(5);
    }

    @Test
    void aFailedTurnLeavesNoTrace() {
        say("anna", "I am Anna");
        server.enqueue(Reply.error(400, "1210", "no"));
        server.enqueue(
                Reply.json("{\"choices\":[{\"finish_reason\":\"sensitive\",\"message\":{\"content\":\"half\"}}]}"));
        server.enqueue(Reply.json(GlmJson.error("500", "broken")));

        assertThat(fails("A")).isInstanceOf(Glm4RequestException.class);
        assertThat(fails("B")).isInstanceOf(Glm4ContentFilterException.class);
        assertThat(fails("C")).isInstanceOf(Glm4ServerException.class);

        say("anna", "Who am I?");
        assertThat(lastSent()).containsExactly("user: I am Anna", "assistant: re: I am Anna", "user: Who am I?");
    }

    @Test
    void aQuestionThatIsNoneBeginsNoTurn() {
        assertThat(failure(ask(URI, " ", Map.of(Glm4Headers.CONVERSATION_ID, "anna"))))
                .isInstanceOf(Glm4RequestException.class);

        say("anna", "I am Anna");
        assertThat(lastSent()).containsExactly("user: I am Anna");
    }

    @Test
    void resetForgetsFirst() {
        say("anna", "I am Anna");
        assertThat(failure(reset("Who am I?", true))).isNull();
        assertThat(lastSent()).containsExactly("user: Who am I?");

        reset("Sure?", "false");
        assertThat(lastSent()).hasSize(3);
    }

    @Test
    void resetForgetsEvenWhenTheTurnFails() {
        say("anna", "I am Anna");
        server.enqueue(Reply.error(400, "1210", "no"));
        assertThat(failure(reset("Who am I?", true))).isInstanceOf(Glm4RequestException.class);

        say("anna", "Hello");
        assertThat(lastSent()).containsExactly("user: Hello");
    }

    @Test
    void aResetThatIsNeitherTrueNorFalseIsAnError() {
        say("anna", "I am Anna");

        assertThat(failure(reset("Who am I?", "yes")))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessage("header CamelGlm4ConversationReset must be true or false, but is yes");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void resetForgetsWhatThisEndpointWouldNotHaveSent() {
        say("anna", "I am Anna");
        server.enqueue(Reply.error(400, "1210", "no"));
        ask(
                URI + "&maxHistoryMessages=1",
                "Who am I?",
                Map.of(Glm4Headers.CONVERSATION_ID, "anna", Glm4Headers.CONVERSATION_RESET, true));

        say("anna", "Hello");
        assertThat(lastSent()).containsExactly("user: Hello");
    }

    @Test
    void anAnswerWithoutAWordDoesNoHarm() {
        server.enqueue(Reply.completion(""));
        say("anna", "I am Anna");

        say("anna", "Who am I?");
        assertThat(lastSent()).containsExactly("user: I am Anna", "user: Who am I?");
    }

    @Test
    void thoughtsAreNotKeptUnlessTheyAreWanted() {
        String answer =
                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":\"Hi\","
                        + "\"reasoning_content\":\"She greets.\",\"annotations\":[],\"refusal\":null}}]}";
        server.enqueue(Reply.json(answer), Reply.json(answer));
        say("anna", "Hello");
        say("anna", "Hello?");
        assertThat(messages(server.requests().get(1)).get(1)).isEqualTo(Map.of("role", "assistant", "content", "Hi"));

        server.enqueue(Reply.json(answer));
        Map<String, Object> keep = Map.of("type", "enabled", "clear_thinking", false);
        say(URI, "bert", Map.of("messages", List.of(ChatMessage.user("Hello")), "thinking", keep));
        say("bert", "Hello?");
        assertThat(messages(server.requests().get(3)).get(1)).containsEntry("reasoning_content", "She greets.");
    }

    private Throwable fails(String text) {
        return failure(ask(URI + "&maxRetries=0", text, Map.of(Glm4Headers.CONVERSATION_ID, "anna")));
    }

    private Exchange reset(String text, Object reset) {
        return ask(URI, text, Map.of(Glm4Headers.CONVERSATION_ID, "anna", Glm4Headers.CONVERSATION_RESET, reset));
    }
}
