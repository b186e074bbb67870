package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatMessage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Of what is asked about, the model repeats what the user said earlier. */
class RecollectionTest {

    private static final ChatMessage TOLD = ChatMessage.user("My order number is 7731. The machine leaks. 我的订单号是七七三一。");

    @Test
    void repeatsTheSentenceThatTheQuestionIsAbout() {
        assertThat(answer(
                        TOLD, ChatMessage.assistant("Sorry."), ChatMessage.user("Which order number did I tell you?")))
                .isEqualTo("You said: My order number is 7731.");
        assertThat(answer(TOLD, ChatMessage.assistant("Sorry."), ChatMessage.user("我的订单号是什么？")))
                .isEqualTo("You said: 我的订单号是七七三一。");
    }

    @Test
    void theLatestCounts() {
        assertThat(answer(
                        TOLD,
                        ChatMessage.user("No, my order number is 8842."),
                        ChatMessage.user("What is my order number?")))
                .isEqualTo("You said: No, my order number is 8842.");
    }

    @Test
    void neitherOtherConversationsNorAnswersNorQuestionsAreRepeated() {
        assertThat(answer(ChatMessage.user("What is my order number?"))).isEqualTo(Questions.NO_ANSWER);
        assertThat(answer(
                        ChatMessage.user("What is my order number?"),
                        ChatMessage.assistant("Your order number is 1."),
                        ChatMessage.user("What is my order number?")))
                .isEqualTo(Questions.NO_ANSWER);
        assertThat(answer(TOLD, ChatMessage.user("Thank you, this order is fine.")))
                .isEqualTo("Thank you, this order is fine.");
    }

    private static String answer(ChatMessage... messages) {
        return new Answering()
                .answer(ChatRequest.of(new ChatCompletionRequest("m", List.of(messages))))
                .text();
    }
}
