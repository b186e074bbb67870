package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.testing.Reply;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** The samples of docs/conversations.md. */
class ConversationsPageTest extends DocPageTest {

    @BeforeEach
    void answerTheFirstTurn() {
        server.enqueue(Reply.completion("The first answer"));
        server.otherwise(Reply.completion("Another answer"));
    }

    @SampleOf("conversations.md#conversations")
    void remembersEachCustomer(Sample.Version sample) throws Exception {
        sample.load(context);

        ask("direct:support", "The first question", Map.of("customer", "anna"));
        ask("direct:support", "The second question", Map.of("customer", "anna"));
        ask("direct:support", "A stranger's question", Map.of("customer", "bob"));

        request();
        assertThat(request())
                .contains("The first question", "The first answer", "The second question")
                .contains("You are the support of a shop for coffee machines.");
        assertThat(request()).contains("A stranger's question").doesNotContain("The first");
    }

    @SampleOf("conversations.md#conversation-store")
    void remembersInADatabase(Sample.Version sample) throws Exception {
        sample.load(context);

        // the database outlives the context
        ask("direct:bot", "The first question", Map.of(Glm4Headers.CONVERSATION_RESET, true));
        ask("direct:bot", "The second question");

        assertThat(request()).contains("The first question").doesNotContain("The second question");
        assertThat(request()).contains("The first question", "The first answer", "The second question");
    }
}
