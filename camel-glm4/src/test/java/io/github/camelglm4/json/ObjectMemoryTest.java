package io.github.camelglm4.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.stream.WireTestSupport;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are small as text and large as objects: maxResponseSize also limits their memory. */
class ObjectMemoryTest extends WireTestSupport {

    private static final int MANY = 40_000;
    private static final String LIMIT = "maxResponseSize=2000000";

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":{}}", "[[],[]]", "{}", "[{},1,\"\"]"})
    void aWholeAnswerOfManyObjectsIsRefused(String each) {
        String objects = IntStream.range(0, MANY).mapToObj(i -> each).collect(Collectors.joining(","));
        String answer = GlmJson.completion("Paris");
        server.enqueue(Reply.json(answer.substring(0, answer.length() - 1) + ",\"x\":[" + objects + "]}"));

        Exchange exchange = ask("glm4:GLM-4-Air?" + LIMIT, "hi");

        assertThat(failure(exchange))
                .isInstanceOf(Glm4ResponseException.class)
                .hasMessageContaining("more memory than maxResponseSize of 2000000 bytes allows");
    }

    @Test
    void aWholeAnswerWithProbabilitiesIsRead() {
        String token = "{\"token\":\"a\",\"logprob\":-0.1,\"bytes\":[97],\"top_logprobs\":[]}";
        String all = IntStream.range(0, 1_000).mapToObj(i -> token).collect(Collectors.joining(","));
        String answer = GlmJson.completion("Paris")
                .replace("\"finish_reason\"", "\"logprobs\":{\"content\":[" + all + "]},\"finish_reason\"");
        server.enqueue(Reply.json(answer));

        assertThat(ask("glm4:GLM-4-Air?maxResponseSize=100000", "hi")
                        .getMessage()
                        .getBody())
                .isEqualTo("Paris");
    }

    @Test
    void aStreamOfManyToolCallsIsCut() {
        assertCut(5_000, i -> deltaWith("\"tool_calls\":[{\"index\":" + i + ",\"id\":\"" + i + "\"}]"));
    }

    @Test
    void aStreamOfManyIdsOfOneToolCallIsCut() {
        assertCut(MANY, i -> deltaWith("\"tool_calls\":[{\"index\":0,\"id\":\"" + i + "\"}]"));
    }

    @Test
    void aStreamOfManyFieldsOfOneToolCallIsCut() {
        assertCut(30_000, i -> deltaWith("\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"f" + i + "\":{}}]"));
    }

    @Test
    void aStreamOfManyExtraObjectsIsCut() {
        assertCut(20_000, i -> GlmJson.delta("a").replaceFirst("\\{", "{\"web_search\":[{\"i\":" + i + "}],"));
    }

    @Test
    void anEventOfManyChoicesIsRefused() {
        String choices = IntStream.range(0, MANY).mapToObj(i -> "{}").collect(Collectors.joining(","));

        assertCut(1, i -> "{\"choices\":[" + choices + "]}");
    }

    private static String deltaWith(String fields) {
        return "{\"choices\":[{\"index\":0,\"delta\":{" + fields + "}}]}";
    }

    private void assertCut(int events, IntFunction<String> event) {
        Reply reply = Reply.stream().event(GlmJson.delta("a"));
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < events; i++) {
            all.append("data: ").append(event.apply(i)).append("\n\n");
        }
        server.enqueue(reply.chunk(all.toString())
                .event(GlmJson.lastDelta())
                .event("[DONE]")
                .lastChunk());

        assertThat(pull("&" + LIMIT).failure())
                .isInstanceOf(Glm4ResponseException.class)
                .hasMessageContaining("memory than maxResponseSize of 2000000 bytes allows");
    }
}
