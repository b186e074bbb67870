package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Reply;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/** The samples of docs/chat-requests.md. */
class ChatRequestsPageTest extends DocPageTest {

    @BeforeEach
    void answer() {
        server.otherwise(Reply.completion("An answer."));
    }

    @SampleOf("chat-requests.md#the-request-body")
    void sendsTheRequestThatIsInTheText(Sample.Version sample) throws Exception {
        sample.load(context);

        ask(
                "direct:request",
                "{\"model\":\"glm-4-long\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief\"}]}");

        assertThat(request()).contains("\"model\":\"glm-4-long\"", "\"role\":\"system\",\"content\":\"Be brief\"");
    }

    @SampleOf("chat-requests.md#precedence")
    void takesHeaders(Sample.Version sample) throws Exception {
        sample.load(context);

        ask("direct:translate", "Good morning", Map.of("language", "Chinese"));

        assertThat(request())
                .contains("Translate into Chinese. Answer with the translation only.", "\"temperature\":0.1")
                .contains("Good morning");
    }

    @SampleOf("chat-requests.md#concurrency-limit")
    void asksOnceForEachLine(Sample.Version sample) throws Exception {
        sample.load(context);

        assertThat(failure(ask("direct:many", "one\ntwo\nthree"))).isNull();

        assertThat(server.requests())
                .extracting(request -> request.text())
                .hasSize(3)
                .anyMatch(text -> text.contains("\"content\":\"two\""))
                .allMatch(text -> text.contains("\"model\":\"GLM-4-Flash\""));
    }
}
