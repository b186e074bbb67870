package io.github.camelglm4.batchroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.batch.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

/** Which lines are delivered again: those whose exchanges were not completed, and no others. */
class RepeatedDeliveryTest extends DeliveryTestSupport {

    private final Set<String> failing = new HashSet<>();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return routes(builder ->
                builder.from(uri("")).routeId("delivery").to("mock:answers").process(this::failIfListed));
    }

    private void failIfListed(Exchange exchange) {
        if (failing.contains(exchange.getMessage().getHeader(Glm4BatchHeaders.REQUEST_ID, String.class))) {
            throw new IllegalStateException("not now");
        }
    }

    @Test
    void deliversEachLineOnce() {
        batch(texts(5));

        poll();
        poll();

        assertThat(answersById()).hasSize(5);
    }

    @Test
    void storesTheKeysOfLinesAndOfTheBatch() {
        String batch = batch("1", "2");
        String input = fileOf(batch, "input_file_id");

        poll();

        assertThat(repository.getCache()).containsOnlyKeys(input + "/row-000001", input + "/row-000002", batch);
    }

    @Test
    void storesAKeyWhenItsExchangeIsCompleted() throws Exception {
        Set<String> early = new HashSet<>();
        route(routes(builder -> builder.from(uri(""))
                .routeId("delivery")
                .process(exchange -> early.addAll(repository.getCache().keySet()))));
        batch("1");

        poll();

        assertThat(early).isEmpty();
        assertThat(repository.getCache()).hasSize(2);
    }

    @Test
    void deliversOnlyTheLinesAgainWhoseExchangesFailed() {
        failing.add("row-000002");
        String batch = batch("1", "2", "3");
        try (LogCapture log = new LogCapture(Glm4BatchConsumer.class.getName())) {
            poll();
            poll();

            assertThat(log.text())
                    .contains("the exchanges of 1 lines of batch " + batch)
                    .contains("not now");
        }
        assertThat(ids()).containsExactlyInAnyOrder("row-000001", "row-000002", "row-000003", "row-000002");
        assertThat(repository.contains(batch)).isFalse();

        failing.clear();
        poll();
        poll();

        assertThat(ids()).hasSize(5);
        assertThat(repository.contains(batch)).isTrue();
    }

    @Test
    void doesNotTakeARollbackForACompletion() throws Exception {
        route(routes(builder ->
                builder.from(uri("")).routeId("delivery").to("mock:answers").markRollbackOnly()));
        batch("1");

        poll();
        poll();

        assertThat(ids()).hasSize(2);
        assertThat(repository.getCache()).isEmpty();
    }

    /** Camel ends an exchange whose thread was interrupted without a failure. */
    @Test
    void doesNotTakeAnInterruptedExchangeForCompleted() throws Exception {
        route(routes(builder -> builder.from(uri(""))
                .routeId("delivery")
                .process(exchange -> exchange.getExchangeExtension().setInterrupted(true))
                .to("mock:answers")));
        batch("1");

        poll();

        assertThat(answers()).isEmpty();
        assertThat(repository.getCache()).isEmpty();
    }

    @Test
    void deliversNothingAgainInAnotherApplicationWithTheRepository() throws Exception {
        failing.add("row-000002");
        batch("1", "2", "3");
        poll();
        context.stop();

        assertThat(idsIn(anotherApplication("&deleteFiles=true"))).containsExactly("row-000002");
    }

    @Test
    void doesNotLookAtABatchAgainThatIsDone() {
        route("&deleteFiles=false");
        batch("1");
        poll();
        int downloads = service.requests(Operation.DOWNLOAD).size();

        poll();

        assertThat(service.requests(Operation.DOWNLOAD)).hasSize(downloads);
    }

    @Test
    void doesNotLookAtABatchThatAnotherApplicationHasDelivered() throws Exception {
        route("&deleteFiles=false");
        batch("1");
        poll();
        int downloads = service.requests(Operation.DOWNLOAD).size();

        assertThat(anotherApplication("&deleteFiles=false")).isEmpty();

        assertThat(service.requests(Operation.DOWNLOAD)).hasSize(downloads);
    }

    @Test
    void deliversOnlyTheUnansweredLinesAgainWhoseExchangesFailed() throws Exception {
        route(routes(builder -> {
            builder.onException(Exception.class)
                    .handled(exchange -> !failing.contains(
                            exchange.getMessage().getHeader(Glm4BatchHeaders.REQUEST_ID, String.class)))
                    .to("mock:failures");
            builder.from(uri("")).routeId("delivery").to("mock:answers");
        }));
        failing.add("row-000002");
        service.end(heldBatch("1", "2", "3"), "expired", 0);

        poll();
        poll();

        assertThat(idsIn(failures())).containsExactly("row-000001", "row-000002", "row-000003", "row-000002");
    }

    @Test
    void deliversOnceTheLinesOfTwoBatchesOfOneFile() {
        String file = file("1", "2");
        for (int i = 0; i < 2; i++) {
            service.awaitStatus(service.addBatch(file, METADATA), "completed");
        }

        poll();
        poll();

        assertThat(answersById()).hasSize(2);
        assertThat(service.files()).isEmpty();
    }

    @Test
    void keepsAllKeysInMemoryIfNoRepositoryIsSet() throws Exception {
        try (LogCapture log = new LogCapture("io.github.camelglm4")) {
            route(routes(builder -> builder.from("glm4-batch:" + JOB + "?startScheduler=false")
                    .routeId("delivery")
                    .to("mock:answers")
                    .process(this::failIfListed)));
            failing.add("row-000001");
            batch(texts(1_100));
            poll();
            context.getRouteController().stopRoute("delivery");
            context.getRouteController().startRoute("delivery");

            poll();

            assertThat(ids()).hasSize(1_101);
            assertThat(log.text()).containsOnlyOnce("without idempotentRepository");
        }
    }

    @Test
    void startsTheRepositoryAndStopsItWithTheContext() throws Exception {
        MemoryIdempotentRepository fresh = new MemoryIdempotentRepository();
        context.getRegistry().bind("fresh", fresh);
        route(routes(
                builder -> builder.from("glm4-batch:" + JOB + "?startScheduler=false&idempotentRepository=#bean:fresh")
                        .routeId("delivery")
                        .to("mock:answers")));
        batch("1");
        poll();

        context.getRouteController().stopRoute("delivery");
        assertThat(fresh.getCacheSize()).isEqualTo(2);
        context.stop();

        assertThat(fresh.isStopped()).isTrue();
    }

    @Test
    void deliversALineAgainIfItsKeyCannotBeStored() {
        AtomicBoolean broken = new AtomicBoolean(true);
        bind(new Repository() {
            @Override
            public boolean add(String key) {
                if (broken.get()) {
                    throw new IllegalStateException("the database is gone");
                }
                return super.add(key);
            }
        });
        batch("1");
        try (LogCapture log = new LogCapture(Glm4BatchConsumer.class.getName())) {
            poll();
            assertThat(log.text()).contains("the database is gone");
        }
        broken.set(false);

        poll();
        poll();

        assertThat(ids()).containsExactly("row-000001", "row-000001");
    }

    @Test
    void deliversNothingIfKeysCannotBeRead() {
        AtomicBoolean broken = new AtomicBoolean(true);
        bind(new Repository() {
            @Override
            public boolean contains(String key) {
                if (broken.get() && key.contains("/")) {
                    throw new IllegalStateException("the database is gone");
                }
                return super.contains(key);
            }
        });
        batch("1", "2");
        poll();
        assertThat(ids()).isEmpty();
        assertThat(consumer(context).getErrorCounter()).isEqualTo(1);
        broken.set(false);

        poll();

        assertThat(ids()).hasSize(2);
        assertThat(consumer(context).getErrorCounter()).isZero();
    }

    /** The keys of lines that other threads route are stored before the next poll looks for them. */
    @Test
    void waitsForTheLinesUnderWayIfKeysCannotBeRead() throws Exception {
        AtomicInteger looked = new AtomicInteger();
        context.getRegistry().bind("other", new Repository() {
            @Override
            public boolean contains(String key) {
                if (key.contains("/") && looked.incrementAndGet() == 3) {
                    throw new IllegalStateException("the database is gone");
                }
                return super.contains(key);
            }
        });
        CountDownLatch go = new CountDownLatch(1);
        route(routes(builder -> {
            builder.from("glm4-batch:" + JOB + "?startScheduler=false&idempotentRepository=#bean:other")
                    .routeId("delivery")
                    .to("seda:lines");
            builder.from("seda:lines").to("mock:answers").process(exchange -> go.await());
        }));
        batch("1", "2", "3");

        Thread poll = new Thread(this::poll);
        poll.start();
        await().atMost(SOON)
                .until(() -> looked.get() == 3
                        && (poll.getState() == Thread.State.WAITING || poll.getState() == Thread.State.TERMINATED));
        assertThat(poll.isAlive()).isTrue();
        go.countDown();
        poll.join(SOON.toMillis());
        poll();

        assertThat(ids()).containsExactlyInAnyOrder("row-000001", "row-000002", "row-000003");
    }

    private void bind(IdempotentRepository other) {
        context.getRegistry().bind("other", other);
        try {
            route(routes(builder -> builder.from(
                            "glm4-batch:" + JOB + "?startScheduler=false&idempotentRepository=#bean:other")
                    .routeId("delivery")
                    .to("mock:answers")));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static class Repository extends MemoryIdempotentRepository {

        Repository() {
            setCacheSize(1_000);
        }
    }

    private List<String> ids() {
        return idsIn(answers());
    }

    private static List<String> idsIn(List<Exchange> exchanges) {
        return exchanges.stream()
                .map(exchange -> exchange.getMessage().getHeader(Glm4BatchHeaders.REQUEST_ID, String.class))
                .toList();
    }

    /** What another application delivers that uses the same repository. */
    private List<Exchange> anotherApplication(String options) throws Exception {
        try (CamelContext other = new DefaultCamelContext()) {
            other.getRegistry().bind("delivered", repository);
            configure(other);
            other.addRoutes(routes(
                    builder -> builder.from(uri(options)).routeId("delivery").to("mock:answers")));
            other.start();
            poll(other);
            return List.copyOf(
                    other.getEndpoint("mock:answers", MockEndpoint.class).getReceivedExchanges());
        }
    }

    @Override
    void route(String options) {
        try {
            route(routes(
                    builder -> builder.from(uri(options)).routeId("delivery").to("mock:answers")));
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
