package io.github.camelglm4.embeddingroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Exchange;

/** Embeddings of a scripted service: the vector of a text that is a number begins with this number. */
abstract class EmbeddingTestSupport extends Glm4TestSupport {

    static final String MODEL = "glm4-embedding:embedding-3";

    static final String[] USUAL_HEADERS = {
        "CamelGlm4RequestModel",
        "CamelGlm4ResponseModel",
        "CamelGlm4PromptTokens",
        "CamelGlm4CompletionTokens",
        "CamelGlm4TotalTokens",
        "CamelGlm4Attempts"
    };

    /** Answers each request with the vectors of its texts, in reverse order, and a token for each text. */
    static Reply vectors(RecordedRequest request) {
        List<?> texts = inputs(request);
        List<Object> data = new ArrayList<>();
        for (int index = texts.size() - 1; index >= 0; index--) {
            data.add(Map.of(
                    "index",
                    index,
                    "object",
                    "embedding",
                    "embedding",
                    List.of(Double.parseDouble((String) texts.get(index)), 0.5)));
        }
        return answer(data, texts.size());
    }

    static Reply answer(List<Object> data, int tokens) {
        return Reply.json(Json.writeText(Map.of(
                "model",
                "embedding-3",
                "object",
                "list",
                "data",
                data,
                "usage",
                Map.of("prompt_tokens", tokens, "completion_tokens", 0, "total_tokens", tokens))));
    }

    static List<?> inputs(RecordedRequest request) {
        return (List<?>) request.json().get("input");
    }

    static List<String> numbers(int count) {
        return numbers(0, count).toList();
    }

    static Stream<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(String::valueOf);
    }

    static List<Float> vector(float number) {
        return List.of(number, 0.5f);
    }

    final Exchange embedded(String uri, Object body) {
        return embedded(uri, body, Map.of());
    }

    final Exchange embedded(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = ask(uri, body, headers);
        assertThat(failure(exchange)).isNull();
        return exchange;
    }

    /** Sends a message that must be rejected before anything is sent, and remain unchanged; returns the message. */
    final String refusal(String uri, Object body, Map<String, Object> headers) {
        Exchange exchange = ask(uri, body, headers);
        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class);
        assertThat(exchange.getProperty("CamelAiErrorCategory")).isEqualTo("VALIDATION");
        assertThat(server.requests()).isEmpty();
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(new HashMap<>(headers));
        return failure(exchange).getMessage();
    }
}
