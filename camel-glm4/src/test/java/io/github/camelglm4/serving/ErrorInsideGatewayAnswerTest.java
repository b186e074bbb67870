package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service reports inside a success answer is an error for the callers of a gateway too. */
class ErrorInsideGatewayAnswerTest extends ServingTestSupport {

    private static final String ERROR = "\"error\":{\"code\":502,\"message\":\"provider lost\"}";

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:gate").to("glm4:GLM-4-Air");
            }
        };
    }

    @Test
    void aWholeAnswerIsNoSuccess() throws Exception {
        server.enqueue(
                Reply.json("{\"choices\":[{\"message\":{\"content\":\"half a text\"},\"finish_reason\":\"error\","
                        + ERROR + "}]}"));

        HttpResponse<String> response = send(chat(asking("gate", "hi", "")));

        assertThat(response.statusCode()).isBetween(500, 599);
        assertThat(json(response)).containsOnlyKeys("error");
    }

    @Test
    void aStreamEndsWithAnError() throws Exception {
        server.enqueue(Reply.sse(
                GlmJson.delta("One"),
                "{\"choices\":[{\"delta\":{\"content\":\"half\"},\"finish_reason\":\"error\"," + ERROR + "}]}",
                "[DONE]"));

        Events events = Events.of(send(chat(asking("gate", "hi", ",\"stream\":true"))));

        assertThat(events.isDone()).isFalse();
        assertThat(events.finishReasons()).isEmpty();
        List<Map<String, Object>> chunks = events.chunks();
        assertThat(chunks.get(chunks.size() - 1)).containsOnlyKeys("error");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "{}", "[]", "null"})
    void anErrorThatMeansNoneReachesNoCaller(String none) throws Exception {
        server.enqueue(
                Reply.json("{\"error\":" + none
                        + ",\"choices\":[{\"message\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}"),
                Reply.sse("{\"error\":" + none
                        + ",\"choices\":[{\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}"));

        assertThat(json(send(chat(asking("gate", "hi", ""))))).doesNotContainKey("error");
        Events events = Events.of(send(chat(asking("gate", "hi", ",\"stream\":true"))));

        assertThat(events.isDone()).isTrue();
        assertThat(events.text()).isEqualTo("Hi");
        assertThat(events.chunks()).noneMatch(chunk -> chunk.containsKey("error"));
    }
}
