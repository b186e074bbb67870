package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are not quite as the interface says, and whose meaning is plain. */
class LenientRequestTest extends ServingTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:gate").to("glm4:GLM-4-Air");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json; charset=utf8",
                "application/json;charset=\"UTF8\"",
                "Application/JSON ; Charset=UTF-8"
            })
    void takesTheCommonNamesOfUtf8(String type) throws Exception {
        server.enqueue(Reply.completion("fine"));

        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(url("/chat/completions")))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(asking("gate", "hi", ""))));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @Test
    void takesAnEmptyListBesideCallsAndSendsNone() throws Exception {
        server.enqueue(Reply.completion("fine"));

        HttpResponse<String> response =
                send(chat("{\"model\":\"gate\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                        + "{\"role\":\"assistant\",\"content\":[],\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
                        + "{\"name\":\"lookup\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"found\"}]}"));

        assertThat(response.statusCode()).isEqualTo(200);
        List<Map<String, Object>> messages =
                Fields.objects(server.requests().get(0).json(), "messages");
        assertThat(messages.get(1).get("content")).isNotEqualTo(List.of());
    }
}
