package io.github.camelglm4.conversation;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;

/** For tests of conversations over the wire: the server answers "re: " and what was said last. */
abstract class ConversationTestSupport extends Glm4TestSupport {

    static final String URI = "glm4:GLM-4-Air?memory=true";

    @BeforeEach
    void echo() {
        server.otherwise(request -> Reply.completion("re: " + lastText(request)));
    }

    /** Says something in a conversation; the answer. Fails the test when the call fails. */
    String say(String uri, String conversation, Object body) {
        Exchange exchange = ask(uri, body, Map.of(Glm4Headers.CONVERSATION_ID, conversation));
        assertThat(failure(exchange)).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    String say(String conversation, String text) {
        return say(URI, conversation, text);
    }

    /** The messages of the next request that the test has not read yet, as {@code role: text}. */
    List<String> sent() {
        return texts(server.takeRequest(SOON));
    }

    /** The same of the last request of all. */
    List<String> lastSent() {
        List<RecordedRequest> requests = server.requests();
        return texts(requests.get(requests.size() - 1));
    }

    static List<String> texts(RecordedRequest request) {
        return messages(request).stream()
                .map(message -> message.get("role") + ": " + message.get("content"))
                .toList();
    }

    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> messages(RecordedRequest request) {
        return (List<Map<String, Object>>) request.json().get("messages");
    }

    static String lastText(RecordedRequest request) {
        List<Map<String, Object>> messages = messages(request);
        return String.valueOf(messages.get(messages.size() - 1).get("content"));
    }
}
