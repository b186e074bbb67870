package io.github.camelglm4.pool;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What comes after an answer runs on the pool glm4, never on an event loop nor on the thread that asked. */
@Timeout(120)
class RouteCodeThreadsTest extends Glm4TestSupport {

    private final Set<Thread> seen = ConcurrentHashMap.newKeySet();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true).process(exchange -> seen.add(Thread.currentThread()));
                from("direct:ask")
                        .to("glm4:GLM-4-Air?maxRetries=0")
                        .process(exchange -> seen.add(Thread.currentThread()));
            }
        };
    }

    @Test
    void twoThousandSimultaneousAnswersNeverRunOnAnEventLoop() {
        int count = 2_000;
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.otherwise(request -> request.text().contains("fail")
                ? Reply.raw().await(go).reset()
                : Reply.completion("here").after(go));
        Calls calls = new Calls(context, "direct:ask");

        for (int i = 0; i < count; i++) {
            calls.send(i % 10 == 0 ? "fail" : "answer");
        }
        server.awaitRequests(count, LONG);
        go.complete(null);

        calls.awaitAll(LONG);
        assertThat(seen).isNotEmpty().allMatch(ComponentThreads::isPool);
        assertThat(calls.all()).allMatch(call -> ComponentThreads.isPool(call.thread()));
    }

    /** An answer may be there before the asking thread has come back from the call, above all with few processors. */
    @Test
    void fastAnswersNeverRunOnTheThreadThatAsked() throws InterruptedException {
        server.otherwise(Reply.completion("at once"));
        Calls calls = new Calls(context, "direct:ask");
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> askers = new ArrayList<>();
        IntStream.range(0, 8).forEach(n -> askers.add(new Thread(() -> askOften(calls, start))));
        askers.forEach(Thread::start);

        start.countDown();
        for (Thread asker : askers) {
            asker.join();
        }

        calls.awaitAll(LONG);
        assertThat(calls.all()).hasSize(8 * 300).allMatch(call -> ComponentThreads.isPool(call.thread()));
        assertThat(seen).allMatch(ComponentThreads::isPool);
    }

    private static void askOften(Calls calls, CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < 300; i++) {
            calls.send("question");
        }
    }
}
