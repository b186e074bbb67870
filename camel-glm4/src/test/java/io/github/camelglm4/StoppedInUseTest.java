package io.github.camelglm4;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A producer that is stopped while it is in use, by a cache or with its route, finishes its calls. */
class StoppedInUseTest extends MessageTestSupport {

    private static final int THREADS = 16;
    private static final int CALLS = 65;

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:toD").toD("glm4:${header.m}?maxRetries=0", 4);
                from("direct:enrich")
                        .enrich()
                        .simple("glm4:${header.m}?maxRetries=0")
                        .cacheSize(4);
                // Camel's own error handler of a recipient is stopped with it, and rejects the call
                from("direct:recipients")
                        .errorHandler(noErrorHandler())
                        .recipientList(simple("glm4:${header.m}?maxRetries=0"))
                        .cacheSize(4);
                from("direct:streamTo").toD("glm4:${header.m}?maxRetries=0&streamTo=direct:chunk", 4);
                from("direct:chunk").log("${body}");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:toD", "direct:enrich", "direct:recipients", "direct:streamTo"})
    void evictedByACache(String route) throws Exception {
        if (route.equals("direct:streamTo")) {
            server.otherwise(Reply.stream()
                    .event(GlmJson.delta("ok"))
                    .event(GlmJson.lastDelta())
                    .event("[DONE]")
                    .lastChunk());
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Exchange>> calls = new ArrayList<>();
            for (int i = 0; i < THREADS * CALLS; i++) {
                String model = "m" + i % CALLS;
                calls.add(threads.submit(() -> ask(route, "hi", Map.of("m", model))));
            }
            for (Future<Exchange> call : calls) {
                assertThat(failure(call.get(LONG.toSeconds(), TimeUnit.SECONDS)))
                        .isNull();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void stoppedBeforeTheAnswer() throws Exception {
        CompletableFuture<Void> goOn = new CompletableFuture<>();
        server.enqueue(Reply.completion("late").after(goOn));
        AsyncProducer producer = context.getEndpoint(MODEL).createAsyncProducer();
        producer.start();
        Exchange exchange = exchange();
        CompletableFuture<Exchange> done = producer.processAsync(exchange);
        server.takeRequest(SOON);

        producer.stop();
        goOn.complete(null);

        assertThat(done.get(SOON.toSeconds(), TimeUnit.SECONDS).getMessage().getBody(String.class))
                .isEqualTo("late");
    }

    @Test
    void stoppedBeforeTheCall() throws Exception {
        AsyncProducer producer =
                context.getEndpoint(MODEL + "?maxConcurrentRequests=1").createAsyncProducer();
        producer.start();
        producer.stop();

        Exchange exchange = producer.processAsync(exchange()).get(SOON.toSeconds(), TimeUnit.SECONDS);

        assertThat(failure(exchange)).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).isEqualTo("ok");
    }

    private Exchange exchange() {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("hi");
        return exchange;
    }
}
