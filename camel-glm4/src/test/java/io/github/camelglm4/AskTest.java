package io.github.camelglm4;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** The first example is sent exactly as documented, and its answer is complete. */
class AskTest extends Glm4TestSupport {

    private static final String SEED = "{\"model\":\"GLM-4-Air\",\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}],"
            + "\"temperature\":0.7,\"top_p\":0.9,\"stream\":false}";

    private static final String ANSWER = """
            {"choices":[{"finish_reason":"stop","index":0,"message":{"content":"\\n你好！有什么可以帮你？","role":"assistant",
             "reasoning_content":"The user greets."}}],
             "created":1767240000,"id":"20260101120000a1b2c3d4e5f60718","model":"glm-4-air","object":"chat.completion",
             "request_id":"20260101120000a1b2c3d4e5f60718",
             "usage":{"completion_tokens":9,"prompt_tokens":6,"prompt_tokens_details":{"cached_tokens":2},
             "completion_tokens_details":{"reasoning_tokens":4},"total_tokens":15}}""";

    @Test
    void sendsTheSeedExampleByOptions() {
        server.enqueue(Reply.json(ANSWER));

        ask("glm4:GLM-4-Air?temperature=0.7&topP=0.9&stream=false", "你好");

        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/chat/completions");
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(request.header("Content-Type")).isEqualTo("application/json");
        assertThat(request.text()).isEqualTo(SEED);
    }

    @Test
    void sendsTheSeedExampleByABody() {
        server.enqueue(Reply.json(ANSWER));

        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", "GLM-4-Air");
        body.put("messages", List.of(ChatMessage.user("你好")));
        body.put("temperature", 0.7);
        body.put("top_p", 0.9);
        body.put("stream", false);
        ask("glm4:*", body);

        assertThat(server.takeRequest(SOON).text()).isEqualTo(SEED);
    }

    @Test
    void bringsTheReplyBackWithEveryHeader() {
        server.enqueue(Reply.json(ANSWER).header("X-LOG-ID", "log-1"));

        Exchange exchange = ask("glm4:GLM-4-Air", "你好", Map.of("mine", "stays"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isEqualTo("\n你好！有什么可以帮你？");
        assertThat(exchange.getMessage().getHeaders())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("mine", "stays"),
                        Map.entry("CamelGlm4ResponseId", "20260101120000a1b2c3d4e5f60718"),
                        Map.entry("CamelGlm4ServerRequestId", "log-1"),
                        Map.entry("CamelGlm4RequestModel", "GLM-4-Air"),
                        Map.entry("CamelGlm4ResponseModel", "glm-4-air"),
                        Map.entry("CamelGlm4FinishReason", "stop"),
                        Map.entry("CamelGlm4PromptTokens", 6L),
                        Map.entry("CamelGlm4CompletionTokens", 9L),
                        Map.entry("CamelGlm4TotalTokens", 15L),
                        Map.entry("CamelGlm4CachedTokens", 2L),
                        Map.entry("CamelGlm4ReasoningTokens", 4L),
                        Map.entry("CamelGlm4ReasoningContent", "The user greets."),
                        Map.entry("CamelGlm4Attempts", 1)));
    }
}
