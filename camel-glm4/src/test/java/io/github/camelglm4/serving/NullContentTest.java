package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An assistant that called functions instead of speaking has a content, which is null: strict services want the field.
 */
class NullContentTest extends ServingTestSupport {

    private static final String CALLS = "\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
            + "{\"name\":\"f\",\"arguments\":\"{}\"}}]";
    private static final String MESSAGES = "[{\"role\":\"user\",\"content\":\"hi\"},"
            + "{\"role\":\"assistant\",\"content\":null,\"refusal\":null," + CALLS + "},"
            + "{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"7\"}]";

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy").to("glm4:GLM-4-Air");
            }
        };
    }

    @BeforeEach
    void answer() {
        server.enqueue(Reply.completion("x"));
    }

    @Test
    void staysNullInARequestThroughAGateway() throws Exception {
        send(chat("{\"model\":\"proxy\",\"messages\":" + MESSAGES
                + ",\"stop\":null,\"tool_choice\":null,\"response_format\":null,\"max_tokens\":null}"));

        assertThat(sent()).containsOnlyKeys("model", "messages");
    }

    @Test
    void staysNullInAListOfMessages() {
        template.requestBody("glm4:GLM-4-Air", messages());

        sent();
    }

    @Test
    void staysNullInAMap() {
        Map<String, Object> body = new LinkedHashMap<>(Map.of("messages", messages()));
        body.put("stop", null);
        body.put("response_format", null);

        template.requestBody("glm4:GLM-4-Air", body);

        assertThat(sent()).containsOnlyKeys("model", "messages");
    }

    private Map<String, Object> sent() {
        Map<String, Object> request = server.takeRequest(SOON).json();
        Map<String, Object> assistant = Fields.objects(request, "messages").get(1);
        assertThat(assistant).containsOnlyKeys("role", "content", "tool_calls").containsEntry("content", null);
        return request;
    }

    private static List<Map<String, Object>> messages() {
        try {
            return Fields.objects(Json.readValue(MESSAGES));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
