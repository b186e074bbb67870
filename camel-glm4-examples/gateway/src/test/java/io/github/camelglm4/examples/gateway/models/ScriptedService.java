package io.github.camelglm4.examples.gateway.models;

import io.github.camelglm4.examples.gateway.Http;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A service on a port of its own, which answers as the test says, and counts its calls. */
final class ScriptedService implements AutoCloseable {
    private final CamelContext context = new DefaultCamelContext();
    private final AtomicInteger calls = new AtomicInteger();
    private final int port = Http.freePort();
    private volatile Consumer<Message> answer;

    ScriptedService(String name) throws Exception {
        this(name, "");
    }

    /** @param options further options of the served model, with an ampersand before each */
    ScriptedService(String name, String options) throws Exception {
        answer = message -> message.setBody("by " + name);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:*?serverPort=" + port + options).process(exchange -> {
                    calls.incrementAndGet();
                    answer.accept(exchange.getMessage());
                });
            }
        });
        context.start();
    }

    String baseUrl() {
        return "http://localhost:" + port + "/v1";
    }

    int calls() {
        return calls.get();
    }

    void answers(Consumer<Message> next) {
        answer = next;
    }

    /** @param retryAfter seconds; null for none */
    void fails(int status, String retryAfter) {
        answers(message -> {
            message.setHeader("CamelHttpResponseCode", status);
            message.setHeader("Retry-After", retryAfter);
            message.setBody("failed on purpose");
        });
    }

    @Override
    public void close() {
        context.stop();
    }
}
