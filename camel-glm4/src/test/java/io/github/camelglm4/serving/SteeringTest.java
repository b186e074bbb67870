package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.net.http.HttpRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Nothing that an HTTP client sends steers the producer behind the route. */
class SteeringTest extends ServingTestSupport {

    private static final List<String> NAMES = List.of(
            "CamelGlm4Model",
            "CamelGlm4SystemMessage",
            "CamelGlm4UserMessage",
            "CamelGlm4Temperature",
            "CamelGlm4ToolChoice",
            "CamelGlm4ApiKey",
            "CamelGlm4Caller",
            "CamelGlm4ServedModel",
            "CamelHttpUri",
            "CamelHttpPath",
            "CamelHttpResponseCode",
            "CamelCharsetName");

    private final AtomicReference<Map<String, Object>> headers = new AtomicReference<>();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy")
                        .process(e ->
                                headers.set(new LinkedHashMap<>(e.getMessage().getHeaders())))
                        .to("glm4:GLM-4-Air?maxTokens=5");
            }
        };
    }

    @Test
    void headersStayOutside() throws Exception {
        server.enqueue(Reply.completion("x"));
        HttpRequest.Builder request = chat(asking("proxy", "hi", ""));
        for (String name : NAMES) {
            request.header(name, "500").header(name.toLowerCase(Locale.ROOT), "500");
        }
        request.header("traceparent", "00-1-2-01")
                .header("Accept-Language", "de")
                .header("Cookie", "c=1");

        assertThat(send(request).statusCode()).isEqualTo(200);

        assertThat(headers.get())
                .containsOnlyKeys("traceparent", "Accept-Language", "CamelGlm4ServedModel")
                .containsEntry("CamelGlm4ServedModel", "proxy");
        RecordedRequest upstream = server.takeRequest(SOON);
        assertThat(upstream.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(upstream.json()).containsEntry("model", "GLM-4-Air").doesNotContainKey("temperature");
    }

    @Test
    void fieldsOfTheBodyReachTheModelButChooseNone() throws Exception {
        server.enqueue(Reply.completion("x"));

        send(chat(
                asking("proxy", "hi", ",\"base_url\":\"http://evil\",\"api_key\":\"k\",\"seed\":7,\"odd\":{\"a\":1}")));

        RecordedRequest upstream = server.takeRequest(SOON);
        assertThat(upstream.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(upstream.header("Host")).isEqualTo("127.0.0.1:" + server.port());
        assertThat(upstream.json())
                .containsEntry("model", "GLM-4-Air")
                .containsEntry("seed", 7)
                .containsEntry("odd", Map.of("a", 1))
                .containsEntry("max_tokens", 5);
    }
}
