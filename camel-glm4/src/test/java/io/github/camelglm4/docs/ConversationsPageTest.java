package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;
import java.util.List;
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

    @SampleOf("conversations.md#conversation-store/2")
    void remembersInADatabase(Sample.Version sample) throws Exception {
        sample.load(context);

        // the database outlives the context
        ask("direct:bot", "The first question", Map.of(Glm4Headers.CONVERSATION_RESET, true));
        ask("direct:bot", "The second question");

        assertThat(request()).contains("The first question").doesNotContain("The second question");
        assertThat(request()).contains("The first question", "The first answer", "The second question");
    }

    @SampleOf("conversations.md#conversations-of-a-served-model")
    void separatesCallersOfAServedModel(Sample.Version sample) throws Exception {
        sample.load(context);

        assertThat(turn("sk-alice", "1", "The first question")).isEqualTo(200);
        assertThat(turn("sk-alice", "1", "The second question")).isEqualTo(200);
        assertThat(turn("sk-bob", "1", "A question of bob")).isEqualTo(200);
        assertThat(turn("sk-bob", "alice:1", "Another question of bob")).isEqualTo(200);
        assertThat(turn("sk-alice", "2", "A question about something else")).isEqualTo(200);

        assertThat(request()).contains("The first question", "\"metadata\":{\"conversation\":\"1\"}");
        assertThat(request()).contains("The first question", "The first answer", "The second question");
        assertThat(request()).contains("A question of bob").doesNotContain("The first");
        assertThat(request()).contains("Another question of bob").doesNotContain("The first", "A question of bob");
        assertThat(request()).contains("A question about something else").doesNotContain("The first");
    }

    @SampleOf("conversations.md#conversations-of-a-served-model")
    void refusesACallerWithoutConversation(Sample.Version sample) throws Exception {
        sample.load(context);

        assertThat(askServed("support", "sk-alice"))
                .returns(400, HttpResponse::statusCode)
                .satisfies(answer -> assertThat(answer.body()).contains("metadata.conversation is not set."));
        assertThat(turn("sk-eve", "1", "A question")).isEqualTo(401);
        assertThat(server.requests()).isEmpty();
    }

    private int turn(String key, String conversation, String question) throws Exception {
        return post(
                        key,
                        Json.writeText(Map.of(
                                "model",
                                "support",
                                "metadata",
                                Map.of("conversation", conversation),
                                "messages",
                                List.of(Map.of("role", "user", "content", question)))))
                .statusCode();
    }
}
