package io.github.camelglm4.toolroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Shared by tests of tools: answers that call functions, and the results that the model gets. */
abstract class ToolTestSupport extends Glm4TestSupport {

    static final String MODEL = "glm4:GLM-4-Air?";

    /** A call as in an answer that is not streamed. */
    static Map<String, Object> call(String id, String name, String arguments) {
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", id);
        call.put("index", 0);
        call.put("type", "function");
        call.put("function", Map.of("name", name, "arguments", arguments));
        return call;
    }

    /** An answer that is these calls; it costs 10 and 5 tokens. */
    @SafeVarargs
    static Reply calling(Map<String, Object>... calls) {
        return calling("", "tool_calls", calls);
    }

    @SafeVarargs
    static Reply calling(String text, String finishReason, Map<String, Object>... calls) {
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("role", "assistant");
        message.put("content", text);
        message.put("tool_calls", List.of(calls));
        return Reply.json(Json.writeText(Map.of(
                "id",
                "a",
                "choices",
                List.of(Map.of("index", 0, "finish_reason", finishReason, "message", message)),
                "usage",
                Map.of("prompt_tokens", 10, "completion_tokens", 5, "total_tokens", 15))));
    }

    /** Asks, and fails the test when the call fails. */
    Exchange answered(String options) {
        Exchange exchange = ask(MODEL + options, "hi");
        assertThat(failure(exchange)).isNull();
        return exchange;
    }

    RecordedRequest request() {
        return server.takeRequest(SOON);
    }

    static List<Map<String, Object>> messages(RecordedRequest request) {
        return Fields.objects(request.json(), "messages");
    }

    /** The results that the model gets for the calls of its last answer. */
    static List<String> results(RecordedRequest request) {
        List<String> results = new ArrayList<>();
        for (Map<String, Object> message : messages(request)) {
            if ("tool".equals(message.get("role"))) {
                results.add((String) message.get("content"));
            } else {
                results.clear();
            }
        }
        return results;
    }

    /** Names of the functions that a request offers. */
    static List<String> offered(RecordedRequest request) {
        return Fields.objects(request.json(), "tools").stream()
                .map(tool -> Fields.text(Fields.object(tool, "function"), "name"))
                .toList();
    }
}
