package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** Ids, model names and finish reasons of a service can have any length; a header contains the first 200 characters. */
class LongNamesTest extends Glm4TestSupport {

    private static final String LONG = "x".repeat(100_000);
    private static final int LIMIT = 203; // with three dots

    private static String longNames(String json) {
        return json.replaceFirst("\"id\":\"[^\"]*", "\"id\":\"" + LONG)
                .replaceFirst("\"model\":\"[^\"]*", "\"model\":\"" + LONG)
                .replaceFirst("\"finish_reason\":\"[^\"]*", "\"finish_reason\":\"" + LONG);
    }

    @Test
    void areClippedInTheHeadersOfAWholeAnswer() {
        server.enqueue(Reply.json(longNames(GlmJson.completion("Paris"))).header("X-LOG-ID", "x".repeat(1_000)));

        Message answer = ask("glm4:GLM-4-Air", "hi").getMessage();

        assertThat(answer.getBody()).isEqualTo("Paris");
        assertShort(
                answer.getHeaders(),
                Glm4Headers.RESPONSE_ID,
                Glm4Headers.RESPONSE_MODEL,
                Glm4Headers.FINISH_REASON,
                Glm4Headers.SERVER_REQUEST_ID);
    }

    @Test
    void areClippedInTheHeadersOfAStream() {
        server.enqueue(Reply.stream()
                .event(longNames(GlmJson.delta("Paris")))
                .event(longNames(GlmJson.lastDelta()))
                .event("[DONE]")
                .lastChunk());

        Exchange exchange = ask("glm4:GLM-4-Air?stream=true", "hi");
        List<Message> chunks = chunks(exchange);

        assertShort(exchange.getMessage().getHeaders(), Glm4Headers.RESPONSE_ID, Glm4Headers.RESPONSE_MODEL);
        assertShort(chunks.get(chunks.size() - 1).getHeaders(), Glm4Headers.FINISH_REASON);
    }

    private static List<Message> chunks(Exchange exchange) {
        List<Message> chunks = new ArrayList<>();
        exchange.getMessage().getBody(ChatCompletionStream.class).forEach(chunks::add);
        return chunks;
    }

    private static void assertShort(Map<String, Object> headers, String... names) {
        for (String name : names) {
            assertThat(headers.get(name))
                    .as(name)
                    .isInstanceOfSatisfying(
                            String.class,
                            value -> assertThat(value).startsWith("xxx").hasSizeBetween(100, LIMIT));
        }
    }
}
