package io.github.camelglm4.batchroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.batch.Fault;
import io.github.camelglm4.testing.batch.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** A poll that fails changes nothing, and the next one delivers. */
class FailedPollTest extends DeliveryTestSupport {

    private static final Fault FAULT = Fault.error(400, "1214", "no");

    @Test
    void deliversNothingIfTheListFails() {
        batch("1");
        service.fail(Operation.LIST, FAULT);
        try (LogCapture log = new LogCapture("io.github.camelglm4.batchroute")) {
            poll();

            assertThat(log.text()).contains("Failed polling endpoint").contains("HTTP 400");
        }
        assertThat(answers()).isEmpty();
        assertThat(service.files()).hasSize(2);
        assertThat(consumer(context).getErrorCounter()).isEqualTo(1);

        poll();

        assertThat(answersById()).hasSize(1);
        assertThat(consumer(context).getErrorCounter()).isZero();
    }

    @Test
    void deliversNothingIfALaterPageFails() {
        batch("1");
        service.pageSize(1).addOtherBatches(1);
        service.onExecuted(request -> {
            if (request.operation() == Operation.LIST
                    && service.requests(Operation.LIST).size() == 1) {
                service.fail(Operation.LIST, FAULT);
            }
        });

        poll();
        assertThat(answers()).isEmpty();
        assertThat(consumer(context).getErrorCounter()).isEqualTo(1);

        poll();
        assertThat(answersById()).hasSize(1);
    }

    @Test
    void triesAgainWithinAPoll() {
        batch("1");
        service.fail(Operation.LIST, Fault.serverError()).fail(Operation.DOWNLOAD, Fault.lostResponse());

        poll();

        assertThat(answersById()).hasSize(1);
    }

    @Test
    void deliversNothingOfAFileThatIsNotDownloadedCompletely() {
        batch(texts(50));
        service.fail(Operation.DOWNLOAD, Fault.cut(2_000), Fault.cut(2_000), Fault.cut(2_000));

        poll();
        assertThat(answers()).isEmpty();

        poll();
        assertThat(answersById()).hasSize(50);
    }

    @Test
    void deliversOtherBatchesIfOneFails() {
        String first = batch("1");
        batch("2");
        batch("3");
        service.fail(Operation.DOWNLOAD, FAULT);

        poll();
        assertThat(answersById()).containsOnlyKeys("row-000002", "row-000003");
        assertThat(repository.contains(first)).isFalse();
        assertThat(consumer(context).getErrorCounter()).isEqualTo(1);

        poll();
        assertThat(answersById()).hasSize(3);
    }

    @Test
    void deliversNothingOfABatchWithAnUnknownStatus() {
        String batch = batch("1");
        service.setStatus(batch, "thinking");
        try (LogCapture log = new LogCapture(Glm4BatchConsumer.class.getName())) {
            poll();
            poll();

            assertThat(log.text()).containsOnlyOnce("Batch " + batch + " has the unknown status thinking");
        }
        assertThat(answers()).isEmpty();

        service.setStatus(batch, "completed");
        poll();
        assertThat(answersById()).hasSize(1);
    }

    @Test
    void leavesNoTemporaryFiles() throws Exception {
        AtomicBoolean existed = new AtomicBoolean();
        String first = batch("1");
        route(routes(builder ->
                builder.from(uri("")).routeId("delivery").process(exchange -> existed.set(hasTemporaryFiles(first)))));
        poll();
        String second = batch("2");
        service.fail(Operation.DOWNLOAD, FAULT);
        poll();

        assertThat(existed).isTrue();
        assertThat(hasTemporaryFiles(first)).isFalse();
        assertThat(hasTemporaryFiles(second)).isFalse();
    }

    @Test
    void goesToTheErrorHandlerWithTheBridge() throws Exception {
        route("&bridgeErrorHandler=true");
        service.fail(Operation.LIST, FAULT);

        poll();

        assertThat(onlyFailure(Glm4Exception.class)).hasMessageContaining("HTTP 400");
    }

    @Test
    void pollsAgainAtOnceWithGreedyAsLongAsLinesAreDelivered() throws Exception {
        route("&greedy=true");
        batch("1");

        poll();

        assertThat(service.requests(Operation.LIST)).hasSize(2);
    }

    @Test
    void doesNotPollAgainAtOnceIfTheLinesFail() throws Exception {
        AtomicBoolean failing = new AtomicBoolean(true);
        route(routes(builder -> builder.from(uri("&greedy=true"))
                .routeId("delivery")
                .process(exchange -> {
                    if (failing.get()) {
                        throw new IllegalStateException("not now");
                    }
                })));
        batch("1");

        poll();
        assertThat(service.requests(Operation.LIST)).hasSize(1);

        failing.set(false);
        poll();
        assertThat(service.requests(Operation.LIST)).hasSize(3);
    }

    @Test
    void skipsPollsAfterIdleOnes() throws Exception {
        route("&backoffMultiplier=3&backoffIdleThreshold=2");
        heldBatch("1");

        for (int i = 0; i < 5; i++) {
            poll();
        }

        assertThat(service.requests(Operation.LIST))
                .as("two idle ones, two skipped")
                .hasSize(3);
    }

    @Test
    void skipsPollsAfterFailedOnes() throws Exception {
        route("&backoffMultiplier=2&backoffErrorThreshold=1");
        service.fail(Operation.LIST, FAULT);

        poll();
        poll();
        poll();

        assertThat(service.requests(Operation.LIST)).hasSize(2);
    }

    @Test
    void sendsAnEmptyMessageWhenIdle() throws Exception {
        route("&sendEmptyMessageWhenIdle=true");

        poll();

        assertThat(answers())
                .extracting(exchange -> exchange.getMessage().getBody())
                .containsOnlyNulls()
                .hasSize(1);
    }

    @Test
    void pollsEachDelay() throws Exception {
        route(routes(builder -> builder.from(
                        "glm4-batch:" + JOB + "?initialDelay=1&delay=20&idempotentRepository=#delivered")
                .routeId("delivery")
                .to("mock:answers")));
        context.getEndpoint("mock:answers", MockEndpoint.class).expectedMessageCount(1);
        service.awaitRequests(Operation.LIST, 2, SOON);

        batch("1");

        context.getEndpoint("mock:answers", MockEndpoint.class).assertIsSatisfied(SOON.toMillis());
    }

    private static boolean hasTemporaryFiles(String batch) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.anyMatch(
                    file -> file.getFileName().toString().startsWith("glm4-batch-" + batch.replaceAll("\\W", "_")));
        }
    }
}
