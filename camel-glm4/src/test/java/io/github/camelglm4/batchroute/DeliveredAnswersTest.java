package io.github.camelglm4.batchroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4OutputException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.batch.LineAnswer;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.junit.jupiter.api.Test;

/** Answered lines become what {@code glm4:} makes of the same answer. */
class DeliveredAnswersTest extends DeliveryTestSupport {

    @Test
    void deliversAnAnswerAsText() {
        String batch = batch("1");

        poll();

        Message message = answers().get(0).getMessage();
        assertThat(message.getBody()).isEqualTo("answer to 1");
        assertThat(message.getHeaders())
                .containsEntry(Glm4BatchHeaders.ID, batch)
                .containsEntry(Glm4BatchHeaders.REQUEST_ID, "row-000001")
                .containsEntry(Glm4Headers.RESPONSE_MODEL, "GLM-4-Air")
                .containsEntry(Glm4Headers.FINISH_REASON, "stop")
                .containsEntry(Glm4Headers.PROMPT_TOKENS, (long) GlmJson.PROMPT_TOKENS)
                .containsEntry(Glm4Headers.COMPLETION_TOKENS, (long) GlmJson.COMPLETION_TOKENS)
                .containsEntry(Glm4Headers.SERVER_REQUEST_ID, "req-row-000001")
                .containsKey(Glm4Headers.RESPONSE_ID);
        assertThat(failures()).isEmpty();
    }

    @Test
    void deliversResultsInAnyOrder() {
        batch(texts(20));

        poll();

        assertThat(answersById()).hasSize(20).containsEntry("row-000007", "answer to 7");
        assertThat(answers())
                .extracting(exchange -> exchange.getMessage().getHeader(Glm4BatchHeaders.REQUEST_ID))
                .isNotEqualTo(answersById().keySet().stream().toList());
    }

    @Test
    void deliversNothingWhileABatchIsInProgress() {
        String batch = heldBatch("1");
        poll();
        assertThat(answers()).isEmpty();

        service.end(batch, "completed", 1);
        poll();

        assertThat(answersById()).isEqualTo(Map.of("row-000001", "answer to 1"));
    }

    @Test
    void deliversTheCompleteAnswer() throws Exception {
        route("&output=completion");
        batch("1");

        poll();

        assertThat(answers().get(0).getMessage().getBody(ChatCompletion.class).text())
                .isEqualTo("answer to 1");
    }

    @Test
    void deliversObjectsOfAClass() throws Exception {
        route("&outputClass=" + Mood.class.getName());
        service.answers(line -> LineAnswer.text("GLM-4-Air", "```json\n{\"mood\":\"good\",\"score\":7}\n```"));
        batch("1");

        poll();

        assertThat(answers().get(0).getMessage().getBody()).isEqualTo(new Mood("good", 7));
    }

    @Test
    void deliversObjectsOfASchema() throws Exception {
        route("&outputSchema=RAW({\"type\":\"object\",\"properties\":{\"mood\":{\"type\":\"string\"}}})");
        service.answers(line -> LineAnswer.text("GLM-4-Air", "{\"mood\":\"good\"}"));
        batch("1");

        poll();

        assertThat(answers().get(0).getMessage().getBody()).isEqualTo(Map.of("mood", "good"));
    }

    @Test
    void failsALineWhoseAnswerDoesNotMatch() throws Exception {
        route("&outputClass=" + Mood.class.getName());
        service.answers(line -> LineAnswer.text("GLM-4-Air", "very good"));
        batch("1");

        poll();

        Glm4OutputException failure = onlyFailure(Glm4OutputException.class);
        assertThat(failure.getText()).isEqualTo("very good");
        assertThat(failure).hasMessageContaining(Mood.class.getName());
        assertThat(answers()).isEmpty();
    }

    @Test
    void movesThinkingToItsHeader() throws Exception {
        route("&stripThinking=true");
        service.answers(line -> LineAnswer.text("GLM-4-Air", "<think>hm</think>good"));
        batch("1");

        poll();

        assertThat(answers().get(0).getMessage().getBody()).isEqualTo("good");
        assertThat(answers().get(0).getMessage().getHeaders()).containsEntry(Glm4Headers.REASONING_CONTENT, "hm");
    }

    @Test
    void warnsOfAnOptionOfProducers() throws Exception {
        try (LogCapture log = new LogCapture("io.github.camelglm4")) {
            route("&temperature=0.5");

            assertThat(log.text()).contains("WARN").contains("temperature");
        }
    }

    @Test
    void deliversFunctionCallsAsAList() {
        service.answers(line -> LineAnswer.choice(
                "GLM-4-Air",
                Map.of(
                        "index",
                        0,
                        "finish_reason",
                        "tool_calls",
                        "message",
                        Map.of(
                                "role",
                                "assistant",
                                "tool_calls",
                                List.of(Map.of(
                                        "id",
                                        "call_1",
                                        "type",
                                        "function",
                                        "function",
                                        Map.of("name", "f", "arguments", "{\"a\":1}")))))));
        batch("1");

        poll();

        assertThat(answers().get(0).getMessage().getBody())
                .isEqualTo(List.of(Map.of("id", "call_1", "name", "f", "arguments", Map.of("a", 1))));
        assertThat(answers().get(0).getProperty(Glm4Properties.MESSAGES))
                .as("the conversation, which begins with the request")
                .isNull();
    }

    public record Mood(String mood, int score) {}
}
