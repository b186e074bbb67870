package io.github.camelglm4.embeddingroute;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.error.Glm4QueueFullException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many texts are read as far as requests are sent, and a limited number of requests run at a time. */
@Timeout(120)
class ManyTextsTest extends EmbeddingTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:gated").to(MODEL + "?maxInputs=1&maxParallelRequests=8&maxConcurrentRequests=2");
            }
        };
    }

    /** Counts what is read, and fails if two threads read at once or an event loop reads. */
    private static final class Numbers implements Iterator<String> {
        private final int count;
        private final AtomicInteger read = new AtomicInteger();
        private final AtomicInteger answered = new AtomicInteger();
        private final AtomicInteger mostAhead = new AtomicInteger();
        private final AtomicBoolean busy = new AtomicBoolean();
        private final Set<String> threads = ConcurrentHashMap.newKeySet();

        Numbers(int count) {
            this.count = count;
        }

        @Override
        public boolean hasNext() {
            return read.get() < count;
        }

        @Override
        public String next() {
            assertThat(busy.compareAndSet(false, true)).isTrue();
            threads.add(Thread.currentThread().getName());
            String next = String.valueOf(read.getAndIncrement());
            mostAhead.accumulateAndGet(read.get() - answered.get(), Math::max);
            busy.set(false);
            return next;
        }
    }

    @Test
    void iteratorIsReadAsFarAsRequestsAreSent() throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        server.otherwise(request -> vectors(request).after(answered));
        Numbers numbers = new Numbers(100_000);

        CompletableFuture<Exchange> exchange = template.asyncSend(
                MODEL + "?maxInputs=10", asked -> asked.getMessage().setBody(numbers));
        server.awaitRequests(4, SOON);

        assertThat(numbers.read).hasValueLessThanOrEqualTo(40);
        assertThat(server.requests()).hasSize(4);
        assertThat(exchange).isNotDone();
        context.stop();
        assertThat(exchange).succeedsWithin(LONG);
        assertThat(numbers.read).as("after a failure").hasValueLessThanOrEqualTo(40);
    }

    @Test
    void isReadByOneThreadAtATimeNeverByAnEventLoopAndNeverFurtherAheadThanRequestsRun() {
        server.recordNothing();
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Numbers numbers = new Numbers(20_000);
        server.otherwise(request -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            return vectors(request).after(CompletableFuture.runAsync(() -> {
                running.decrementAndGet();
                numbers.answered.addAndGet(inputs(request).size());
            }));
        });

        List<?> vectors = embedded(MODEL, numbers).getMessage().getBody(List.class);

        assertThat(vectors).hasSize(20_000);
        assertThat(vectors.get(0)).isEqualTo(vector(0));
        assertThat(vectors.get(19_999)).isEqualTo(vector(19_999));
        assertThat(numbers.threads).noneMatch(name -> name.contains("eventloop"));
        assertThat(most).hasValueLessThanOrEqualTo(4);
        assertThat(numbers.mostAhead).hasValue(4 * 64);
    }

    @Test
    void requestsRunInParallelUpToTheLimit() throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        server.otherwise(request -> vectors(request).after(answered));

        CompletableFuture<Exchange> exchange = template.asyncSend(
                MODEL + "?maxInputs=1&maxParallelRequests=3",
                asked -> asked.getMessage().setBody(numbers(10)));
        server.awaitRequests(3, SOON);
        assertThat(server.requests()).hasSize(3);

        answered.complete(null);
        assertThat(exchange.get(10, TimeUnit.SECONDS).getMessage().getBody(List.class))
                .hasSize(10);
    }

    @Test
    void gateOfTheModelLimitsThem() throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        server.otherwise(request -> vectors(request).after(answered));

        CompletableFuture<Exchange> first =
                template.asyncSend("direct:gated", asked -> asked.getMessage().setBody(numbers(20)));
        server.awaitRequests(2, SOON);

        assertThat(server.requests()).hasSize(2);
        assertThat(context.getComponent("glm4", Glm4Component.class).activity().models())
                .singleElement()
                .satisfies(counts -> {
                    assertThat(counts.model()).isEqualTo("embedding-3");
                    assertThat(counts.inFlight()).isEqualTo(1);
                    assertThat(counts.queued()).isEqualTo(6);
                });
        answered.complete(null);
        assertThat(first.get(10, TimeUnit.SECONDS).getMessage().getBody(List.class))
                .hasSize(20);
    }

    @Test
    void fullQueueRefusesAMessageButNotTheFurtherRequestsOfOne() {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        server.otherwise(request -> vectors(request).after(answered));
        String uri = "glm4-embedding:limited?maxInputs=1&maxConcurrentRequests=1&maxQueuedRequests=1";

        CompletableFuture<Exchange> many =
                template.asyncSend(uri, asked -> asked.getMessage().setBody(numbers(10)));
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(context.getComponent("glm4", Glm4Component.class)
                                .activity()
                                .models())
                        .singleElement()
                        .satisfies(counts -> assertThat(counts.queued()).isEqualTo(3)));
        Exchange refused = ask(uri, "7");
        answered.complete(null);

        assertThat(failure(refused)).isExactlyInstanceOf(Glm4QueueFullException.class);
        assertThat(many)
                .succeedsWithin(SOON)
                .satisfies(done ->
                        assertThat(done.getMessage().getBody(List.class)).hasSize(10));
    }

    @Test
    void exchangeIsNotReadByItsThreadAfterARequestWasSent() throws Exception {
        CompletableFuture<Void> answered = new CompletableFuture<>();
        server.otherwise(request -> vectors(request).after(answered));
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody("7");
        Set<String> late = ConcurrentHashMap.newKeySet();
        Thread caller = Thread.currentThread();
        InvocationHandler watch = (proxy, method, arguments) -> {
            if (Thread.currentThread() == caller && glm4Client().inFlight() > 0) {
                late.add(method.getName());
            }
            return method.invoke(exchange, arguments);
        };
        AsyncProducer producer = context.getEndpoint(MODEL).createAsyncProducer();
        producer.start();

        CompletableFuture<Boolean> done = new CompletableFuture<>();
        producer.process(
                (Exchange) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Exchange.class}, watch),
                done::complete);
        answered.complete(null);

        assertThat(done).succeedsWithin(SOON);
        assertThat(late).isEmpty();
    }
}
