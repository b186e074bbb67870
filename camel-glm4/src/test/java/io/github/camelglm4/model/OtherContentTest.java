package io.github.camelglm4.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose content is not text: other JSON, an empty list, or a refusal. */
class OtherContentTest extends MessageTestSupport {

    private static final String MEMORY = "?memory=true&conversationId=c";

    private static Reply message(String fields) {
        return Reply.json(
                "{\"choices\":[{\"message\":{\"role\":\"assistant\"," + fields + "},\"finish_reason\":\"stop\"}]}");
    }

    private static Reply streamed(String... contents) {
        String[] events = new String[contents.length + 1];
        for (int i = 0; i < contents.length; i++) {
            events[i] = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":" + contents[i] + "}}]}";
        }
        events[contents.length] = GlmJson.lastDelta();
        return Reply.sse(events);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7                                     | 7",
                "1.50                                  | 1.5",
                "true                                  | true",
                "{\"total\":3,\"lines\":[1]}           | {\"total\":3,\"lines\":[1]}",
                "[1,2]                                 | [1,2]",
                "[{\"total\":3}]                       | [{\"total\":3}]",
                "{\"type\":\"text\",\"text\":\"Hello\"}  | Hello",
                "[{\"type\":\"text\",\"text\":\"Hel\"},{\"type\":\"text\",\"text\":\"lo\"}] | Hello",
                "[\"Hel\",\"lo\"]                      | Hello",
                "[{\"type\":\"output_text\",\"text\":\"Hello\"}] | Hello"
            })
    void isItsJsonOrTheTextInIt(String content, String text) {
        server.enqueue(message("\"content\":" + content), streamed(content));

        assertThat(ask(MODEL, "hi").getMessage().getBody()).isEqualTo(text);
        assertThat(ask(MODEL + "?stream=true", "hi").getMessage().getBody(String.class))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"message\":\"Hello\"",
                "\"text\":\"Hello\"",
                "\"text\":\"Hello\",\"message\":null",
                "\"delta\":{\"content\":\"Hello\"}",
                "\"delta\":{},\"text\":\"Hello\"",
                "\"message\":{\"content\":\"Hello\"},\"text\":\"other\""
            })
    void isFoundInThePlaceOfTheMessage(String fields) {
        String answer = "{\"choices\":[{" + fields + ",\"finish_reason\":\"stop\"}]}";
        server.enqueue(Reply.json(answer), Reply.sse(answer));

        assertThat(ask(MODEL, "hi").getMessage().getBody()).isEqualTo("Hello");
        assertThat(ask(MODEL + "?stream=true", "hi").getMessage().getBody(String.class))
                .isEqualTo("Hello");
    }

    @Test
    void piecesThatAreNumbersAreText() {
        server.enqueue(streamed("\"It is \"", "4", "2", "\".\""));

        assertThat(ask(MODEL + "?stream=true", "hi").getMessage().getBody(String.class))
                .isEqualTo("It is 42.");
    }

    @Test
    void anObjectIsATypedAnswer() {
        server.enqueue(message("\"content\":{\"total\":3}"));

        assertThat(ask(MODEL + "?outputSchema=RAW({\"type\":\"object\"})", "hi")
                        .getMessage()
                        .getBody())
                .isEqualTo(Map.of("total", 3));
    }

    @Test
    void aConversationKeepsItAsText() {
        server.enqueue(message("\"content\":{\"total\":3}"), Reply.completion("fine"));

        ask(MODEL + MEMORY, "hi");
        ask(MODEL + MEMORY, "again");

        assertThat(server.requests().get(1).text()).contains(Json.writeText("{\"total\":3}"));
    }

    @Test
    void aRefusalAsAPartIsTheText() {
        server.enqueue(message("\"content\":[{\"type\":\"refusal\",\"refusal\":\"I must not.\"}]"));

        assertThat(ask(MODEL, "hi").getMessage().getBody()).isEqualTo("I must not.");
    }

    @Test
    void aRefusalIsTheText() {
        server.enqueue(message("\"content\":null,\"refusal\":\"I must not.\""), Reply.completion("fine"));

        assertThat(ask(MODEL + MEMORY, "hi").getMessage().getBody()).isEqualTo("I must not.");
        ask(MODEL + MEMORY, "again");

        assertThat(server.requests().get(1).text()).contains("I must not.");
    }

    @Test
    void aRefusalInPlaceOfAnObjectIsNotAskedForAgain() {
        server.otherwise(message("\"content\":null,\"refusal\":\"I must not.\""));

        Exchange exchange = ask(MODEL + "?outputSchema=RAW({\"type\":\"object\"})", "hi");

        assertThat(failure(exchange)).isInstanceOfSatisfying(Glm4OutputException.class, failure -> {
            assertThat(failure).hasMessageContaining("refused");
            assertThat(failure.getText()).isEqualTo("I must not.");
        });
        assertThat(server.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "\"\"", "\"null\""})
    void aRefusalThatMeansNoneChangesNothing(String none) {
        server.enqueue(message("\"content\":\"Hello\",\"refusal\":" + none));

        assertThat(ask(MODEL, "hi").getMessage().getBody()).isEqualTo("Hello");
    }

    @Test
    void anEmptyListBesideCallsIsNotSentBack() {
        server.enqueue(message("\"content\":[],\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
                + "{\"name\":\"lookup\",\"arguments\":\"{}\"}}]"));

        Exchange exchange = ask(MODEL + "?output=completion", "hi");

        ChatCompletion completion = exchange.getMessage().getBody(ChatCompletion.class);
        assertThat(completion.message().content()).isEqualTo("");
        assertThat(completion.finishReason()).isEqualTo("tool_calls");
    }
}
