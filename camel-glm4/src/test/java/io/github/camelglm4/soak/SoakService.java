package io.github.camelglm4.soak;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** The model that the soak asks: it answers each exchange as that has to be answered, or does what its fault says. */
final class SoakService {

    private static final String CALL =
            "\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"arguments\":\"{\\\"key\\\":\\\"k\\\"}\"}}]";

    private final Map<Long, Integer> requests = new ConcurrentHashMap<>();
    private volatile Function<Reply, Reply> delivery = Function.identity();

    /** Also after a reset of the server. */
    void serveOn(ScriptedServer server) {
        server.recordNothing().otherwise(this::reply);
    }

    /** Sends no answer until the future is completed, and counts the waiting requests. */
    void hold(CompletableFuture<Void> until, AtomicInteger waiting) {
        delivery = reply -> {
            waiting.incrementAndGet();
            return reply.after(until);
        };
    }

    /** To be called when an exchange has ended. */
    void forget(SoakExchange exchange) {
        requests.remove(exchange.number());
    }

    private Reply reply(RecordedRequest request) {
        Map<String, Object> json = request.json();
        List<Map<String, Object>> messages = Fields.objects(json, "messages");
        SoakExchange exchange = exchange(messages);
        int number = requests.merge(exchange.number(), 1, Integer::sum);
        boolean streamed = Boolean.TRUE.equals(json.get("stream"));
        boolean calls = exchange.kind().withTool()
                && !"tool".equals(messages.get(messages.size() - 1).get("role"));
        Reply whole = calls ? call(streamed) : answer(exchange, streamed);
        return delivery.apply(exchange.fails(number) ? exchange.fault().of(whole) : whole);
    }

    /** The last question: a conversation repeats the earlier ones, and a typed answer may be requested again. */
    private static SoakExchange exchange(List<Map<String, Object>> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            SoakExchange exchange =
                    SoakExchange.parse(String.valueOf(messages.get(i).get("content")));
            if (exchange != null) {
                return exchange;
            }
        }
        throw new IllegalArgumentException("no question in " + messages);
    }

    private static Reply call(boolean streamed) {
        String message = streamed ? GlmJson.lastDelta() : GlmJson.completion("");
        String calling = message.replace("\"stop\"", "\"tool_calls\"").replace("\"content\":\"\"", CALL);
        return streamed ? Reply.sse(calling, "[DONE]") : Reply.json(calling);
    }

    private static Reply answer(SoakExchange exchange, boolean streamed) {
        String text = exchange.kind() == SoakKind.TYPED
                ? "{\"number\":" + exchange.number() + ",\"word\":\"w\"}"
                : exchange.answer();
        return streamed ? Reply.completionStream(text.split("(?<= )")) : Reply.completion(text);
    }
}
