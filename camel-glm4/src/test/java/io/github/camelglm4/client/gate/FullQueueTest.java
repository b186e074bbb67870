package io.github.camelglm4.client.gate;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4QueueFullException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.Reply;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What happens to a call if the queue of the gate is full. */
@Timeout(60)
class FullQueueTest extends Glm4TestSupport {

    private static final String REFUSING = "glm4:GLM-4-Air?maxConcurrentRequests=1&maxQueuedRequests=1";
    private static final String BLOCKING = REFUSING + "&blockWhenFull=true";

    private final CompletableFuture<Void> go = new CompletableFuture<>();
    private final List<Thread> started = new ArrayList<>();

    @AfterEach
    void letThemGo() throws InterruptedException {
        go.complete(null);
        context.stop();
        for (Thread thread : started) {
            thread.join(LONG.toMillis());
        }
    }

    @Test
    void isRefusedAtOnce() {
        Calls calls = filled(REFUSING);

        Calls.Call refused = calls.send("too much");

        assertThat(refused.isDone()).isTrue();
        assertThat(refused.callbacks()).isEqualTo(1);
        assertThat(refused.exchange().getException())
                .isInstanceOfSatisfying(
                        Glm4QueueFullException.class,
                        e -> assertThat(e.isRetryable()).isTrue())
                .hasMessageContaining("maxQueuedRequests");
        assertThat(refused.exchange().getProperty(Glm4Properties.ERROR_CATEGORY))
                .isEqualTo("RATE_LIMIT");
    }

    @Test
    void refusedCallLeavesRoomForTheOthers() {
        Calls calls = filled(REFUSING);
        calls.send("too much");

        go.complete(null);

        assertThat(calls.awaitAll(LONG).stream().filter(call -> call.exchange().getException() == null))
                .hasSize(2);
        assertThat(calls.send("now there is room").await(LONG).getException()).isNull();
    }

    @Test
    void callerWaitsAndGoesOnWithBlockWhenFull() {
        Calls calls = filled(BLOCKING);
        Thread caller = startCaller(calls);
        await().until(() -> waits(caller));

        go.complete(null);

        await().until(() -> calls.ended().size() == 3);
        assertThat(calls.all()).allMatch(call -> call.exchange().getException() == null);
    }

    @Test
    void everyOneOfManyBlockedCallersGetsThrough() {
        Calls calls = filled(BLOCKING);
        for (int i = 0; i < 20; i++) {
            startCaller(calls);
        }
        await().until(() -> started.stream().allMatch(FullQueueTest::waits));

        go.complete(null);

        await().atMost(LONG).until(() -> calls.ended().size() == 22);
        assertThat(calls.all()).allMatch(call -> call.exchange().getException() == null);
    }

    @Test
    void eventLoopIsRefusedInsteadOfHeldUp() throws Exception {
        Calls calls = filled(BLOCKING);
        Vertx other = Vertx.vertx();
        try {
            CompletableFuture<Exchange> sent = new CompletableFuture<>();
            other.runOnContext(
                    v -> sent.complete(calls.send("from an event loop").exchange()));

            assertThat(sent.get(SOON.toSeconds(), TimeUnit.SECONDS).getException())
                    .isInstanceOf(Glm4QueueFullException.class);
        } finally {
            other.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void interruptEndsTheWait() {
        Calls calls = filled(BLOCKING);
        Thread caller = startCaller(calls);
        await().until(() -> waits(caller));

        caller.interrupt();

        await().until(() -> calls.ended().size() == 1);
        assertThat(calls.ended().get(0).exchange().getException())
                .isInstanceOf(Glm4QueueFullException.class)
                .hasMessageContaining("interrupted");
    }

    @Test
    void stopOfTheComponentEndsTheWait() {
        Calls calls = filled(BLOCKING);
        Thread caller = startCaller(calls);
        await().until(() -> waits(caller));

        context.stop();

        assertThat(calls.awaitAll(LONG))
                .hasSize(3)
                .allMatch(call -> call.exchange().getException() instanceof Glm4ConnectionException);
    }

    @Test
    void stopOfTheComponentTellsEveryBlockedCallerOnce() {
        Calls calls = filled(BLOCKING);
        for (int i = 0; i < 20; i++) {
            startCaller(calls);
        }
        await().until(() -> started.stream().allMatch(FullQueueTest::waits));

        context.stop();

        assertThat(calls.awaitAll(LONG))
                .hasSize(22)
                .allMatch(call -> call.exchange().getException() instanceof Glm4ConnectionException)
                .allMatch(call -> call.callbacks() == 1);
    }

    @Test
    void requestTimeoutCountsTheWait() {
        server.otherwise(Reply.raw().never());
        String noQueue = "glm4:GLM-4-Air?maxConcurrentRequests=1&maxQueuedRequests=0&blockWhenFull=true";
        new Calls(context, noQueue).send("open");
        server.awaitRequests(1, LONG);

        Calls blocked = new Calls(context, noQueue + "&requestTimeout=500");
        startCaller(blocked);
        await().until(() -> blocked.ended().size() == 1);

        assertThat(blocked.ended().get(0).exchange().getException())
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("requestTimeout of 500 ms");
        assertThat(server.requests()).hasSize(1);
    }

    /** One call at the server, which answers when the test completes it, and one in the queue. */
    private Calls filled(String uri) {
        server.otherwise(Reply.completion("x").after(go));
        Calls calls = new Calls(context, uri);
        calls.send("open");
        calls.send("queued");
        server.awaitRequests(1, LONG);
        return calls;
    }

    private Thread startCaller(Calls calls) {
        Thread caller = new Thread(() -> calls.send("blocked"));
        caller.start();
        started.add(caller);
        return caller;
    }

    private static boolean waits(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }
}
