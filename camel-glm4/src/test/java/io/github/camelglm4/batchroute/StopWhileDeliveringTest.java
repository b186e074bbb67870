package io.github.camelglm4.batchroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static io.github.camelglm4.testing.Patience.WHILE_STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.testing.batch.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A route that stops in the middle of a delivery loses no line, and repeats at most those under way. */
class StopWhileDeliveringTest extends DeliveryTestSupport {

    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final AtomicBoolean held = new AtomicBoolean(true);

    @Override
    protected RouteBuilder createRouteBuilder() {
        return routes(builder -> builder.from(
                        "glm4-batch:" + JOB + "?initialDelay=1&delay=10&idempotentRepository=#delivered")
                .routeId("delivery")
                .to("mock:answers")
                .process(this::holdTheThird));
    }

    private void holdTheThird(Exchange exchange) throws InterruptedException {
        if (answers().size() == 3 && held.getAndSet(false)) {
            arrived.countDown();
            go.await();
        }
    }

    @AfterEach
    void release() {
        go.countDown();
    }

    @Test
    void endsAfterTheLineUnderWay() throws Exception {
        deliverTwoOfTen();
        CompletableFuture<Void> stop = stop();
        await(() -> context.getRouteController().getRouteStatus("delivery").isStopping()
                || consumer(context).isSuspended());
        go.countDown();

        assertThat(stop).succeedsWithin(WHILE_STOPPING);
        assertThat(ids()).hasSize(3);

        context.getRouteController().startRoute("delivery");
        service.awaitFiles(0);

        assertThat(answersById()).as("none is lost or repeated").hasSize(10);
    }

    @Test
    void repeatsTheLineWhoseExchangeWasInterrupted() throws Exception {
        context.getShutdownStrategy().setTimeout(1);
        deliverTwoOfTen();

        context.getRouteController().stopRoute("delivery");
        assertThat(ids()).hasSize(3);
        assertThat(repository.getCache()).hasSize(2);

        context.getRouteController().startRoute("delivery");
        service.awaitFiles(0);

        assertThat(ids()).hasSize(11);
        assertThat(new HashSet<>(ids())).hasSize(10);
    }

    @Test
    void endsADownload() throws Exception {
        CountDownLatch downloading = new CountDownLatch(1);
        service.onRequest(request -> {
            if (request.operation() == Operation.DOWNLOAD) {
                downloading.countDown();
                hold();
            }
        });
        batch("1");
        assertThat(downloading.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stop = stop();

        assertThat(stop).succeedsWithin(SOON);
        go.countDown();
        held.set(false);
        context.getRouteController().startRoute("delivery");
        service.awaitFiles(0);
        assertThat(answersById()).hasSize(1);
    }

    private void hold() {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void deliverTwoOfTen() throws InterruptedException {
        batch(texts(10));
        assertThat(arrived.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }

    private CompletableFuture<Void> stop() {
        return CompletableFuture.runAsync(() -> {
            try {
                context.getRouteController().stopRoute("delivery");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        org.awaitility.Awaitility.await().atMost(SOON).until(condition);
    }

    private List<String> ids() {
        return answers().stream()
                .map(exchange -> exchange.getMessage().getHeader(Glm4BatchHeaders.REQUEST_ID, String.class))
                .toList();
    }
}
