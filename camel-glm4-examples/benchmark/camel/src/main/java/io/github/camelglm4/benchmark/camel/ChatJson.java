package io.github.camelglm4.benchmark.camel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.benchmark.candidate.Setup;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;

/** Steps for routes that implement the chat completions API themselves, with Maps as JSON objects. */
public final class ChatJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ChatJson() {}

    public static void request(Exchange exchange) {
        setRequest(exchange, false);
    }

    public static void streamedRequest(Exchange exchange) {
        setRequest(exchange, true);
    }

    private static void setRequest(Exchange exchange, boolean streamed) {
        exchange.getMessage().setHeader("Authorization", "Bearer " + Setup.API_KEY);
        exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
        exchange.getMessage()
                .setBody(Map.of(
                        "model",
                        Setup.MODEL,
                        "messages",
                        List.of(Map.of(
                                "role", "user", "content", exchange.getMessage().getBody(String.class))),
                        "stream",
                        streamed));
    }

    /** Replaces the completion in the body with its text. */
    public static void answer(Exchange exchange) {
        Map<?, ?> message =
                (Map<?, ?>) choice(exchange.getMessage().getBody(Map.class)).get("message");
        exchange.getMessage().setBody(message.get("content"));
    }

    /** Replaces the chunk in the body with its text. */
    public static void chunk(Exchange exchange) {
        exchange.getMessage().setBody(deltaText(exchange.getMessage().getBody(Map.class)));
    }

    /** The text of a chunk. */
    public static String delta(String json) throws JsonProcessingException {
        return deltaText(MAPPER.readValue(json, Map.class));
    }

    private static String deltaText(Map<?, ?> chunk) {
        return (String) ((Map<?, ?>) choice(chunk).get("delta")).get("content");
    }

    private static Map<?, ?> choice(Map<?, ?> completion) {
        return (Map<?, ?>) ((List<?>) completion.get("choices")).get(0);
    }
}
