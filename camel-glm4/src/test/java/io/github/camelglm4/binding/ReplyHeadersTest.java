package io.github.camelglm4.binding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.Reply;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The headers contain the metadata of the answer, and no other values. */
class ReplyHeadersTest extends MessageTestSupport {

    private static final String GLM = """
            {"choices":[{"finish_reason":"stop","index":0,"message":{"content":"你好","role":"assistant",
              "reasoning_content":"A greeting."}}],
             "created":1767240000,"id":"20260101120000a1b2c3d4e5f60718","model":"glm-4-air",
             "request_id":"20260101120000a1b2c3d4e5f60718",
             "usage":{"completion_tokens":9,"prompt_tokens":6,"total_tokens":15,
              "prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":4}}}""";

    private static final String OPENAI = """
            {"id":"chatcmpl-abc","object":"chat.completion","created":1767240000,"model":"alias-of-glm",
             "system_fingerprint":"fp_1","service_tier":null,
             "choices":[{"index":0,"message":{"role":"assistant","content":"Hello","refusal":null,"reasoning":"Hm."},
              "logprobs":null,"finish_reason":"length","stop_reason":null}],
             "usage":{"prompt_tokens":6,"completion_tokens":9,"total_tokens":15,"prompt_tokens_details":null}}""";

    private static final String BARE = "{\"choices\":[{\"message\":{\"content\":\"Hello\"}}]}";

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:twice").to("glm4:first").to("glm4:second");
            }
        };
    }

    @Test
    void readsThePlatformsShape() {
        server.enqueue(Reply.json(GLM));

        assertThat(headersAfter(MODEL))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("CamelGlm4ResponseId", "20260101120000a1b2c3d4e5f60718"),
                        Map.entry("CamelGlm4ServerRequestId", "20260101120000a1b2c3d4e5f60718"),
                        Map.entry("CamelGlm4RequestModel", "GLM-4-Air"),
                        Map.entry("CamelGlm4ResponseModel", "glm-4-air"),
                        Map.entry("CamelGlm4FinishReason", "stop"),
                        Map.entry("CamelGlm4PromptTokens", 6L),
                        Map.entry("CamelGlm4CompletionTokens", 9L),
                        Map.entry("CamelGlm4TotalTokens", 15L),
                        Map.entry("CamelGlm4CachedTokens", 2L),
                        Map.entry("CamelGlm4ReasoningTokens", 4L),
                        Map.entry("CamelGlm4ReasoningContent", "A greeting."),
                        Map.entry("CamelGlm4Attempts", 1)));
    }

    @Test
    void readsOpenAisShape() {
        server.enqueue(Reply.json(OPENAI).header("x-request-id", "req-1"));

        assertThat(headersAfter(MODEL))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("CamelGlm4ResponseId", "chatcmpl-abc"),
                        Map.entry("CamelGlm4ServerRequestId", "req-1"),
                        Map.entry("CamelGlm4RequestModel", "GLM-4-Air"),
                        Map.entry("CamelGlm4ResponseModel", "alias-of-glm"),
                        Map.entry("CamelGlm4FinishReason", "length"),
                        Map.entry("CamelGlm4PromptTokens", 6L),
                        Map.entry("CamelGlm4CompletionTokens", 9L),
                        Map.entry("CamelGlm4TotalTokens", 15L),
                        Map.entry("CamelGlm4ReasoningContent", "Hm."),
                        Map.entry("CamelGlm4Attempts", 1)));
    }

    @Test
    void whatIsNotReportedIsAbsent() {
        server.enqueue(Reply.json(BARE));

        assertThat(headersAfter(MODEL))
                .containsOnly(Map.entry("CamelGlm4RequestModel", "GLM-4-Air"), Map.entry("CamelGlm4Attempts", 1));
    }

    @Test
    void theRequestModelIsTheOneThatWasAskedFor() {
        Exchange exchange = ask(MODEL, "Hi", Map.of(Glm4Headers.MODEL, "GLM-4-Plus"));

        assertThat(exchange.getMessage().getHeader("CamelGlm4RequestModel")).isEqualTo("GLM-4-Plus");
    }

    @Test
    void attemptsCountRetries() {
        server.enqueue(Reply.error(500, "1234", "again"), Reply.error(503, "1305", "busy"), Reply.json(BARE));

        assertThat(headersAfter(MODEL)).containsEntry("CamelGlm4Attempts", 3);
    }

    @Test
    void theServersIdIsTakenFromItsLogHeaderBeforeAllOthers() {
        server.enqueue(
                Reply.json(GLM).header("x-request-id", "proxy").header("X-LOG-ID", "log"),
                Reply.json(GLM).header("X-Request-Id", "proxy"),
                Reply.json(GLM));

        assertThat(headersAfter(MODEL)).containsEntry("CamelGlm4ServerRequestId", "log");
        assertThat(headersAfter(MODEL)).containsEntry("CamelGlm4ServerRequestId", "proxy");
        assertThat(headersAfter(MODEL)).containsEntry("CamelGlm4ServerRequestId", "20260101120000a1b2c3d4e5f60718");
    }

    @Test
    void noHeaderOfTheReplyBecomesAHeaderOfTheMessage() {
        server.enqueue(Reply.json(BARE).header("Set-Cookie", "acw_tc=1").header("CamelHttpUri", "http://elsewhere"));

        assertThat(headersAfter(MODEL)).containsOnlyKeys("CamelGlm4RequestModel", "CamelGlm4Attempts");
    }

    @Test
    void aSecondCallRemovesWhatTheFirstSetAndNothingElse() {
        server.enqueue(Reply.json(GLM), Reply.json(BARE));
        Map<String, Object> mine = Map.of("mine", "stays", "CamelFileName", "a.txt", Glm4Headers.TEMPERATURE, 0.5);

        Exchange exchange = ask("direct:twice", "Hi", mine);

        Map<String, Object> expected = new HashMap<>(mine);
        expected.put("CamelGlm4RequestModel", "second");
        expected.put("CamelGlm4Attempts", 1);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(expected);
    }

    @Test
    void aSecondCallThatFailsLeavesWhatTheFirstSet() {
        server.enqueue(Reply.json(GLM), Reply.error(400, "1210", "no"));

        Exchange exchange = ask("direct:twice", "Hi", Map.of("mine", "stays"));

        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
        assertThat(exchange.getMessage().getBody()).isEqualTo("你好");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry("mine", "stays")
                .containsEntry("CamelGlm4RequestModel", "first")
                .containsEntry("CamelGlm4ReasoningContent", "A greeting.")
                .hasSize(13);
    }

    @Test
    void afterAFailureBodyAndHeadersAreAsBefore() {
        server.enqueue(Reply.error(400, "1210", "no").header("X-LOG-ID", "log"));
        Map<String, Object> headers = Map.of("mine", "stays", Glm4Headers.TEMPERATURE, "0.5");

        Exchange exchange = ask(MODEL, "Hi", headers);

        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
        assertThat(exchange.getMessage().getBody()).isEqualTo("Hi");
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(headers);
    }

    private Map<String, Object> headersAfter(String uri) {
        Exchange exchange = ask(uri, "Hi");
        assertThat(failure(exchange)).isNull();
        return exchange.getMessage().getHeaders();
    }
}
