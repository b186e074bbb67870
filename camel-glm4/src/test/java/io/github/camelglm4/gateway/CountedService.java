package io.github.camelglm4.gateway;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.testing.FreePort;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.AsyncProcessorSupport;

/**
 * The service that gateways call: reports 2 to {@value #MOST_TOKENS} tokens for each answer, and counts by the text of
 * the request what it has reported. It can hold its answers back.
 */
final class CountedService implements AutoCloseable {

    static final int MOST_TOKENS = 20;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final int port = FreePort.next();
    private final Map<String, LongAdder> calls = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> tokens = new ConcurrentHashMap<>();
    private final Queue<Runnable> held = new ConcurrentLinkedQueue<>();
    private volatile boolean holds;

    CountedService() throws Exception {
        context.getComponent("glm4", Glm4Component.class).getServer().setServerPort(port);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:counted").process(new Answers());
            }
        });
        context.start();
    }

    private final class Answers extends AsyncProcessorSupport {

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (holds) {
                held.add(() -> {
                    answer(exchange.getMessage());
                    callback.done(false);
                });
                return false;
            }
            answer(exchange.getMessage());
            callback.done(true);
            return true;
        }
    }

    private void answer(Message message) {
        long prompt = ThreadLocalRandom.current().nextInt(1, MOST_TOKENS / 2 + 1);
        long completion = ThreadLocalRandom.current().nextInt(1, MOST_TOKENS / 2 + 1);
        String text = message.getBody(String.class);
        calls.computeIfAbsent(text, name -> new LongAdder()).increment();
        tokens.computeIfAbsent(text, name -> new LongAdder()).add(prompt + completion);
        message.setHeader(Glm4Headers.PROMPT_TOKENS, prompt);
        message.setHeader(Glm4Headers.COMPLETION_TOKENS, completion);
        message.setBody("yes");
    }

    String baseUrl() {
        return "http://localhost:" + port + "/v1";
    }

    /** Answers that it has given to requests with the text. */
    long calls(String text) {
        return calls.getOrDefault(text, new LongAdder()).sum();
    }

    /** Tokens that it has reported for requests with the text. */
    long tokens(String text) {
        return tokens.getOrDefault(text, new LongAdder()).sum();
    }

    /** Answers nothing until {@link #release}. */
    void hold() {
        holds = true;
    }

    /** Requests that have come and are not answered. */
    int held() {
        return held.size();
    }

    void release() {
        holds = false;
        for (Runnable answer = held.poll(); answer != null; answer = held.poll()) {
            answer.run();
        }
    }

    @Override
    public void close() {
        release();
        context.stop();
    }
}
