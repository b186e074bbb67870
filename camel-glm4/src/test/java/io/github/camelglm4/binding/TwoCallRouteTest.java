package io.github.camelglm4.binding;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The second call of a route receives the text of the first answer, and nothing else from it. */
class TwoCallRouteTest extends Glm4TestSupport {

    private static final Reply TALKATIVE = Reply.json("""
            {"id":"first-id","request_id":"first-request","created":1767240000,"model":"first-model",
             "choices":[{"finish_reason":"length","index":0,
              "message":{"role":"assistant","content":"draft","reasoning_content":"thoughts"}}],
             "usage":{"prompt_tokens":6,"completion_tokens":9,"total_tokens":15,
              "prompt_tokens_details":{"cached_tokens":2},"completion_tokens_details":{"reasoning_tokens":4}}}""").header("X-LOG-ID", "first-log");

    private static final Reply TERSE =
            Reply.json("{\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"final\"}}]}");

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:two")
                        .to("glm4:GLM-4-Air?temperature=0.1&systemMessage=Draft&maxTokens=9")
                        .to("glm4:GLM-4-Plus");
            }
        };
    }

    @Test
    void sendsOnlyTheTextOfTheFirstAnswer() {
        server.enqueue(TALKATIVE, TERSE);

        ask("direct:two", "question");

        server.takeRequest(SOON);
        RecordedRequest second = server.takeRequest(SOON);
        assertThat(second.json())
                .isEqualTo(
                        Map.of("model", "GLM-4-Plus", "messages", List.of(Map.of("role", "user", "content", "draft"))));
        assertThat(second.headers())
                .noneSatisfy(header -> assertThat(header.getValue()).contains("first"));
    }

    @Test
    void keepsNoHeaderOfTheFirstAnswer() {
        server.enqueue(TALKATIVE, TERSE);

        Exchange exchange = ask("direct:two", "question", Map.of("mine", "stays"));

        assertThat(exchange.getMessage().getBody()).isEqualTo("final");
        assertThat(exchange.getMessage().getHeaders())
                .containsOnlyKeys("mine", Glm4Headers.REQUEST_MODEL, Glm4Headers.ATTEMPTS)
                .containsEntry(Glm4Headers.REQUEST_MODEL, "GLM-4-Plus");
    }

    @Test
    void failureOfTheSecondCallLeavesTheFirstAnswerAsItWas() {
        server.enqueue(TALKATIVE, Reply.error(400, "1214", "no such parameter"));

        Exchange exchange = ask("direct:two", "question");

        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
        assertThat(exchange.getMessage().getBody()).isEqualTo("draft");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(Glm4Headers.RESPONSE_ID, "first-id")
                .containsEntry(Glm4Headers.REQUEST_MODEL, "GLM-4-Air");
    }

    @Test
    void answerAfterAHandledFailureBearsNoTraceOfIt() {
        server.enqueue(Reply.error(429, "1302", "slow down").header("Retry-After", "3600"), TERSE);
        Exchange exchange = ask("glm4:GLM-4-Air", "question");
        assertThat(exchange.getProperty(Glm4Properties.RETRY_AFTER_MILLIS)).isEqualTo(3_600_000L);

        exchange.setException(null);
        template.send("glm4:GLM-4-Plus", exchange);

        assertThat(exchange.getMessage().getBody()).isEqualTo("final");
        assertThat(exchange.getProperties())
                .doesNotContainKeys(Glm4Properties.ERROR_CATEGORY, Glm4Properties.RETRY_AFTER_MILLIS);
    }
}
