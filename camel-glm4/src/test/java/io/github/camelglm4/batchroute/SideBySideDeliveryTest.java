package io.github.camelglm4.batchroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.github.camelglm4.Glm4BatchHeaders;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.processor.aggregate.GroupedBodyAggregationStrategy;
import org.junit.jupiter.api.Test;

/** Lines that other threads route: side by side, each completed when its last route is. */
class SideBySideDeliveryTest extends DeliveryTestSupport {

    @Test
    void deliversLineByLineInAPlainRoute() throws Exception {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        route(routes(builder -> builder.from(uri("")).routeId("delivery").process(exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            now.decrementAndGet();
        })));
        batch(texts(50));

        poll();

        assertThat(most).hasValue(1);
    }

    @Test
    void deliversSideBySideWithThreads() throws Exception {
        CyclicBarrier four = new CyclicBarrier(4);
        route(routes(builder -> builder.from(uri(""))
                .routeId("delivery")
                .threads(4)
                .process(exchange -> four.await(SOON.toSeconds(), TimeUnit.SECONDS))
                .to("mock:answers")));
        batch(texts(20));

        poll();

        assertThat(answersById()).hasSize(20);
        assertThat(service.files()).isEmpty();
    }

    @Test
    void deliversSideBySideWithSeda() throws Exception {
        CyclicBarrier four = new CyclicBarrier(4);
        route(routes(builder -> {
            builder.from(uri("")).routeId("delivery").to("seda:lines?size=200");
            builder.from("seda:lines?concurrentConsumers=4")
                    .process(exchange -> four.await(SOON.toSeconds(), TimeUnit.SECONDS))
                    .to("mock:answers");
        }));
        batch(texts(20));

        poll();

        assertThat(answersById()).hasSize(20);
        assertThat(repository.getCache()).hasSize(21);
    }

    @Test
    void storesTheKeyWhenTheRouteBehindSedaIsDone() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        route(routes(builder -> {
            builder.from(uri("")).routeId("delivery").to("seda:lines");
            builder.from("seda:lines").process(exchange -> {
                arrived.countDown();
                assertThat(go.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            });
        }));
        batch("1");

        CompletableFuture<Void> poll = CompletableFuture.runAsync(this::poll);
        assertThat(arrived.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(repository.getCache()).isEmpty();
        assertThat(service.files()).hasSize(2);
        go.countDown();

        assertThat(poll).succeedsWithin(SOON);
        assertThat(repository.getCache()).hasSize(2);
        assertThat(service.files()).isEmpty();
    }

    @Test
    void deliversALineAgainThatFailsBehindSeda() throws Exception {
        Set<Object> failed = ConcurrentHashMap.newKeySet();
        route(routes(builder -> {
            builder.from(uri("")).routeId("delivery").to("seda:lines");
            builder.from("seda:lines").to("mock:answers").process(exchange -> {
                if (failed.add(exchange.getMessage().getHeader(Glm4BatchHeaders.REQUEST_ID))) {
                    throw new IllegalStateException("not now");
                }
            });
        }));
        batch("1", "2");

        poll();
        assertThat(repository.getCache()).isEmpty();
        poll();

        assertThat(answers()).hasSize(4);
        assertThat(repository.getCache()).hasSize(3);
    }

    /** A trap of Camel, for the page about batches: the line is not yet where it should be, but its key is stored. */
    @Test
    void takesALineForDeliveredThatAnAggregationHoldsInMemory() throws Exception {
        route(routes(builder -> builder.from(uri(""))
                .routeId("delivery")
                .aggregate(builder.constant("all"), new GroupedBodyAggregationStrategy())
                .completionSize(10)
                .to("mock:answers")));
        batch("1", "2");

        poll();

        assertThat(answers()).isEmpty();
        assertThat(repository.getCache()).hasSize(3);
    }

    /** A queue of Camel holds 1,000 exchanges. */
    @Test
    void keepsAtMostOneHundredExchangesInProgress() throws Exception {
        Semaphore go = new Semaphore(0);
        AtomicInteger arrived = new AtomicInteger();
        route(routes(builder -> {
            builder.from(uri(""))
                    .routeId("delivery")
                    .process(exchange -> arrived.incrementAndGet())
                    .to("seda:lines");
            builder.from("seda:lines").process(exchange -> go.acquire());
        }));
        batch(texts(150));

        CompletableFuture<Void> poll = CompletableFuture.runAsync(this::poll);
        await().atMost(SOON).untilAtomic(arrived, equalTo(100));
        go.release(10);
        await().atMost(SOON).untilAtomic(arrived, equalTo(110));
        go.release(1_000);

        assertThat(poll).succeedsWithin(SOON);
        assertThat(repository.getCache()).hasSize(151);
    }

    /** A line whose exchange Camel drops is not lost, and does not stop the poll. */
    @Test
    void deliversALineAgainWhoseExchangeWasDropped() throws Exception {
        CountDownLatch arrived = new CountDownLatch(1);
        CountDownLatch sent = new CountDownLatch(5);
        Semaphore go = new Semaphore(0);
        route(routes(builder -> {
            builder.from(uri(""))
                    .routeId("delivery")
                    .to("seda:lines?size=1&discardWhenFull=true")
                    .process(exchange -> sent.countDown());
            builder.from("seda:lines?size=1").to("mock:answers").process(exchange -> {
                arrived.countDown();
                go.acquire();
            });
        }));
        batch("1", "2", "3", "4", "5");

        CompletableFuture<Void> poll = CompletableFuture.runAsync(this::poll);
        assertThat(arrived.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(sent.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        go.release(1_000);
        await().atMost(SOON).until(() -> {
            System.gc();
            return poll.isDone();
        });
        assertThat(answers()).hasSizeBetween(1, 4);
        assertThat(service.files()).hasSize(2);

        await().atMost(SOON).until(() -> {
            CompletableFuture<Void> again = CompletableFuture.runAsync(this::poll);
            await().atMost(SOON).until(() -> {
                System.gc();
                return again.isDone();
            });
            return service.files().isEmpty();
        });
        assertThat(answersById()).hasSize(5);
    }
}
