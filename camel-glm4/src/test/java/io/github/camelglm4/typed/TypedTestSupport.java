package io.github.camelglm4.typed;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Support for tests of typed answers, with a scripted service. */
abstract class TypedTestSupport extends Glm4TestSupport {

    static final String INVOICE = "glm4:GLM-4-Air?outputClass=io.github.camelglm4.typed.Invoice";
    static final String TOPIC = "glm4:GLM-4-Air?outputClass=io.github.camelglm4.typed.Topic";

    static final String INVOICE_JSON = """
            {"number": "A-17", "day": "2026-01-31", "items": [{"name": "Paper", "price": 12.50, "count": 3}]}""";

    /** Returns the body that an endpoint creates from one answer. */
    Object answered(String uri, String text) {
        server.enqueue(Reply.completion(text));
        Exchange exchange = ask(uri, "Read this.");
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody();
    }

    /** The messages of the n-th request. */
    @SuppressWarnings("unchecked")
    static List<Map<String, Object>> messages(int request) {
        return (List<Map<String, Object>>) request(request).json().get("messages");
    }

    static String content(int request, int message) {
        return (String) messages(request).get(message).get("content");
    }

    static RecordedRequest request(int request) {
        return server.requests().get(request);
    }
}
