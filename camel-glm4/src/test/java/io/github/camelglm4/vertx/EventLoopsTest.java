package io.github.camelglm4.vertx;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The event loops that callers on event loops and on other threads get. */
@Timeout(60)
class EventLoopsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Vertx foreign = Vertx.vertx();
    private final EventLoops eventLoops = new EventLoops(vertx, failure -> {});

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        foreign.close().toCompletionStage().toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aThreadKeepsItsEventLoop() {
        Context first = eventLoops.ofCaller();

        for (int i = 0; i < 100; i++) {
            assertThat(eventLoops.ofCaller()).isSameAs(first);
        }
        assertThat(first.isEventLoopContext()).isTrue();
        assertThat(first.owner()).isSameAs(vertx);
    }

    @Test
    void callsOfOneThreadAreDistributedOnceThereAreMany() {
        Map<Context, Integer> calls = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            Context given = eventLoops.ofCaller();
            eventLoops.began(given);
            calls.merge(given, 1, Integer::sum);
        }

        assertThat(calls).hasSizeBetween(2, 8);
        assertThat(calls.values()).allSatisfy(n -> assertThat(n).isCloseTo(10_000 / calls.size(), within(513)));
    }

    @Test
    void aThreadReturnsToItsEventLoopWhenItsCallsEnded() {
        Context first = eventLoops.ofCaller();
        IntStream.range(0, 1_000).forEach(i -> eventLoops.began(first));
        assertThat(eventLoops.ofCaller()).isNotSameAs(first);

        IntStream.range(0, 1_000).forEach(i -> eventLoops.ended(first));

        assertThat(eventLoops.ofCaller()).isSameAs(first);
    }

    @Test
    void severalThreadsShareSeveralEventLoops() throws Exception {
        Set<Context> given = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            CompletableFuture<Context> one = new CompletableFuture<>();
            Thread thread = new Thread(() -> one.complete(eventLoops.ofCaller()));
            thread.start();
            given.add(one.get(SOON.toSeconds(), TimeUnit.SECONDS));
        }

        assertThat(given).hasSizeBetween(2, 8);
    }

    @Test
    void anEventLoopKeepsItself() {
        Context own = ((VertxInternal) vertx).createEventLoopContext();

        assertThat(onContext(own)).isSameAs(own);
    }

    @Test
    void anEventLoopOfAnotherVertxIsNoneOfOurs() {
        Context given = onContext(((VertxInternal) foreign).createEventLoopContext());

        assertThat(given.owner()).isSameAs(vertx);
    }

    @Test
    void aWorkerHasAnEventLoop() {
        Context given = onContext(((VertxInternal) vertx).createWorkerContext());

        assertThat(given.isEventLoopContext()).isTrue();
    }

    private Context onContext(Context context) {
        CompletableFuture<Context> given = new CompletableFuture<>();
        context.runOnContext(turn -> given.complete(eventLoops.ofCaller()));
        assertThat(given).succeedsWithin(SOON);
        return given.join();
    }
}
