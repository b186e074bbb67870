package io.github.camelglm4.batchroute;

import static io.github.camelglm4.testing.Patience.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.batch.Fault;
import io.github.camelglm4.testing.batch.Operation;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.converter.stream.InputStreamCache;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A submission that fails leaves nothing behind, and can be repeated. */
@Timeout(60)
class FailedSubmissionTest extends SubmissionTestSupport {

    private static final Fault REFUSED = Fault.error(400, "1214", "The file is refused");
    private static final Fault NO_MONEY = Fault.error(429, "1113", "No balance");
    private static final String LINES = "glm4-batch:nightly?input=jsonl";

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onException(Glm4Exception.class).maximumRedeliveries(1).redeliveryDelay(0);
                from("direct:repeated").to(JOB + "&maxRequests=2");
                from("direct:lines").streamCache("true").to(LINES);
                from("direct:uncached").streamCache("false").to(LINES);
            }
        };
    }

    @Test
    void uploadAndCreationAreRetriedAsAnyCall() {
        service.fail(Operation.UPLOAD, Fault.serverError(), Fault.rateLimit());
        service.fail(Operation.CREATE, Fault.lostRequest(), Fault.serverError());

        submit(JOB, List.of("one", "two"));

        assertThat(texts()).containsExactly("one", "two");
        assertThat(sent(Operation.UPLOAD)).isEqualTo(3);
        assertThat(sent(Operation.CREATE)).isEqualTo(3);
        assertThat(service.files()).hasSize(1);
    }

    @Test
    void responseThatIsLostCausesNoSecondBatch() {
        service.fail(Operation.UPLOAD, Fault.lostResponse());
        service.fail(Operation.CREATE, Fault.lostResponse());

        submit(JOB, List.of("one", "two"));

        assertThat(texts()).containsExactly("one", "two");
        assertThat(service.files()).hasSize(1);
    }

    @Test
    void failedUploadLeavesNothing() {
        service.fail(Operation.UPLOAD, REFUSED);
        Object body = List.of("one");
        Exchange exchange = submit(JOB, body, Map.of(Glm4BatchHeaders.ID, "batch-of-before"));

        assertThat(failure(exchange)).isInstanceOf(Glm4RequestException.class).hasMessageContaining("refused");
        assertThat(exchange.getProperty("CamelAiErrorCategory")).isEqualTo("VALIDATION");
        assertThat(exchange.getMessage().getBody()).isSameAs(body);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of(Glm4BatchHeaders.ID, "batch-of-before"));
        assertThat(sent(Operation.CREATE)).isZero();
        assertNothingIsLeft();
    }

    @Test
    void batchThatCannotBeCreatedLeavesNoFile() {
        service.fail(Operation.CREATE, NO_MONEY);
        Exchange exchange = submit(JOB, List.of("one"), Map.of());

        assertThat(failure(exchange)).isInstanceOf(Glm4QuotaException.class);
        assertThat(exchange.getProperty("CamelAiErrorCategory")).isEqualTo("RATE_LIMIT");
        assertThat(sent(Operation.DELETE_FILE)).isEqualTo(1);
        assertNothingIsLeft();
    }

    @Test
    void failureOfALaterBatchCancelsThoseBeforeIt() {
        service.onExecuted(request -> {
            if (request.operation() == Operation.CREATE && sent(Operation.CREATE) == 2) {
                service.fail(Operation.CREATE, NO_MONEY);
            }
        });
        Exchange exchange = submit(JOB + "&maxRequests=1", List.of("one", "two", "three", "four"), Map.of());

        assertThat(failure(exchange)).isInstanceOf(Glm4QuotaException.class);
        assertThat(service.batches())
                .hasSize(2)
                .allSatisfy(id -> assertThat(service.status(id)).isEqualTo("cancelling"));
        assertThat(exchange.getMessage().getHeaders()).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void failureToUndoDoesNotHideTheReason() {
        service.fail(Operation.CREATE, NO_MONEY);
        service.fail(Operation.DELETE_FILE, Fault.error(400, "1214", "no"));
        Exchange exchange = submit(JOB, List.of("one"), Map.of());

        assertThat(failure(exchange)).isInstanceOf(Glm4QuotaException.class);
        assertThat(temporaryFiles()).isEmpty();
        assertThat(service.files()).hasSize(1);
    }

    @Test
    void failureToCancelDoesNotKeepTheFiles() {
        service.onExecuted(request -> {
            if (request.operation() == Operation.CREATE) {
                service.fail(Operation.CREATE, NO_MONEY);
            }
        });
        service.fail(Operation.CANCEL, Fault.error(400, "1214", "no"));
        Exchange exchange = submit(JOB + "&maxRequests=1", List.of("one", "two"), Map.of());

        assertThat(failure(exchange)).isInstanceOf(Glm4QuotaException.class);
        assertThat(service.batches()).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void redeliveryReadsACollectionAgain() {
        service.fail(Operation.CREATE, NO_MONEY);
        Exchange exchange = submit("direct:repeated", List.of("one", "two", "three"), Map.of());

        assertThat(failure(exchange)).isNull();
        assertThat(texts(lines(0))).containsExactly("one", "two");
        assertThat(texts(lines(1))).containsExactly("three");
        assertThat(exchange.getMessage().getHeader(Glm4BatchHeaders.ID)).isEqualTo(batches());
        assertThat(exchange.getProperty("CamelAiErrorCategory")).isNull();
        assertThat(service.files()).hasSize(2);
        assertThat(temporaryFiles()).isEmpty();
    }

    @Test
    void redeliveryOfAnIteratorFailsInsteadOfSubmittingNothing() {
        service.fail(Operation.CREATE, NO_MONEY);
        Exchange exchange = submit("direct:repeated", List.of("one", "two").iterator(), Map.of());

        assertThat(failure(exchange))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("An Iterator can be read only once: for a redelivery, use an Iterable");
        assertNothingIsLeft();
    }

    @Test
    void redeliveryReadsStreamsOfExchangesAgain() {
        service.fail(Operation.CREATE, NO_MONEY);
        Exchange element = new DefaultExchange(context);
        element.getMessage().setBody(oneWay("one"));
        Exchange exchange = submit("direct:repeated", List.of(element), Map.of());

        assertThat(failure(exchange)).isNull();
        assertThat(texts()).containsExactly("one");
    }

    @Test
    void redeliveryOfAStreamInACollectionFailsInsteadOfSubmittingNothing() {
        service.fail(Operation.CREATE, NO_MONEY);
        Exchange exchange = submit("direct:repeated", List.of(oneWay("one")), Map.of());

        assertThat(failure(exchange))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageStartingWith("body[0]: the body is blank");
        assertNothingIsLeft();
    }

    private static InputStream oneWay(String text) {
        return new FilterInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))) {
            @Override
            public boolean markSupported() {
                return false;
            }
        };
    }

    @Test
    void redeliveryReadsLinesAgainWhereThatIsPossible(@TempDir Path inbox) throws Exception {
        String line = "{\"custom_id\":\"order-1\",\"method\":\"POST\",\"url\":\"/v4/chat/completions\","
                + "\"body\":{\"model\":\"GLM-4-Air\",\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}}\n";
        Path file = Files.writeString(inbox.resolve("lines.jsonl"), line);
        byte[] bytes = line.getBytes(UTF_8);
        Map<String, Object> bodies =
                Map.of("text", line, "file", file.toFile(), "bytes in memory", new ByteArrayInputStream(bytes));
        bodies.forEach((kind, body) -> {
            service.fail(Operation.CREATE, NO_MONEY);
            Exchange exchange = submit("direct:uncached", body, Map.of());
            assertThat(failure(exchange)).as(kind).isNull();
            assertThat(ids(lines(batches().size() - 1))).as(kind).containsExactly("order-1");
        });

        service.fail(Operation.CREATE, NO_MONEY);
        Exchange cached = submit("direct:lines", oneWay(line), Map.of());
        assertThat(failure(cached)).isNull();

        service.fail(Operation.CREATE, NO_MONEY);
        Exchange oneWay = submit("direct:uncached", oneWay(line), Map.of());
        assertThat(failure(oneWay)).hasMessageStartingWith("the body has no lines, so no request would be sent");
    }

    @Test
    void cachedStreamIsAtItsBeginningAfterAFailure() {
        service.fail(Operation.UPLOAD, REFUSED);
        String line = "{\"custom_id\":\"order-1\",\"method\":\"POST\",\"url\":\"/v4/chat/completions\","
                + "\"body\":{\"model\":\"GLM-4-Air\",\"messages\":[]}}";
        InputStreamCache body = new InputStreamCache(line.getBytes(UTF_8));
        Exchange exchange = submit(LINES, body, Map.of());

        assertThat(failure(exchange)).hasMessageContaining("refused");
        assertThat(body).hasContent(line);
    }

    @Test
    void exceptionOfTheBodyFailsTheExchangeAndLeavesNothing() {
        Iterator<String> failing = Stream.of("one", "two")
                .peek(text -> {
                    if (text.equals("two")) {
                        throw new IllegalStateException("the database is gone");
                    }
                })
                .iterator();
        Exchange exchange = submit(JOB, failing, Map.of());

        assertThat(failure(exchange)).isInstanceOf(IllegalStateException.class).hasMessage("the database is gone");
        assertNothingIsLeft();
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void directoryThatCannotBeWrittenIsAnErrorThatNamesIt() {
        System.setProperty("java.io.tmpdir", files.resolve("none").toString());
        Exchange exchange = submit(JOB, List.of("one"), Map.of());

        assertThat(failure(exchange))
                .isInstanceOf(Glm4Exception.class)
                .hasMessageContaining("cannot be written to a temporary file in " + files.resolve("none"));
    }

    @Test
    void noThreadWaitsForTheService() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        service.onRequest(request -> hold(answered));
        Calls calls = new Calls(context, JOB);
        for (int i = 0; i < 20; i++) {
            Exchange exchange = calls.newExchange();
            exchange.getMessage().setBody(List.of("one"));
            calls.send(exchange, () -> {});
        }
        service.awaitRequests(Operation.UPLOAD, 20, SOON);

        assertThat(ComponentThreads.dump().values())
                .allSatisfy(stack -> assertThat(stack)
                        .noneMatch(frame -> frame.getClassName().contains("glm4.batch")));
        answered.countDown();
        assertThat(calls.awaitAll(SOON)).hasSize(20).allSatisfy(call -> {
            assertThat(call.exchange().getException()).isNull();
            assertThat(call.callbacks()).isEqualTo(1);
            assertThat(call.thread()).matches(ComponentThreads::isPool, "is of the pool");
        });
        assertThat(temporaryFiles()).isEmpty();
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void stopDuringAnUploadFailsTheExchangeAndLeavesNoFile() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        service.onRequest(request -> hold(never));
        CompletableFuture<Exchange> result =
                template.asyncSend(JOB, exchange -> exchange.getMessage().setBody(List.of("one")));
        service.awaitRequests(Operation.UPLOAD, 1, SOON);

        context.getComponent("glm4").stop();

        assertThat(result.get().getException()).isInstanceOf(Glm4ConnectionException.class);
        await().atMost(SOON).untilAsserted(() -> assertThat(temporaryFiles()).isEmpty());
        assertThat(ComponentThreads.names()).isEmpty();
        never.countDown();
    }

    @Test
    void producerThatIsStoppedDuringASubmissionEndsIt() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        service.onRequest(request -> hold(answered));
        CompletableFuture<Exchange> result =
                template.asyncSend(JOB, exchange -> exchange.getMessage().setBody(List.of("one")));
        service.awaitRequests(Operation.UPLOAD, 1, SOON);

        template.stop();
        answered.countDown();

        assertThat(result.get().getException()).isNull();
        assertThat(texts()).containsExactly("one");
    }

    /** A cache of producers may stop one just before its use. */
    @Test
    void producerThatWasStoppedBeforeItsUseSubmits() throws Exception {
        AsyncProducer producer = context.getEndpoint(JOB).createAsyncProducer();
        producer.start();
        producer.stop();
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(List.of("one"));
        producer.processAsync(exchange).get();

        assertThat(exchange.getException()).isNull();
        assertThat(texts()).containsExactly("one");
    }

    @Tag("timing")
    @Test
    void timeoutOfACreationLeavesNoFile() {
        service.onRequest(request -> {
            if (request.operation() == Operation.CREATE) {
                hold(new CountDownLatch(1));
            }
        });
        Exchange exchange = submit(JOB + "&responseTimeout=2s", List.of("one"), Map.of());

        assertThat(failure(exchange)).isInstanceOf(Glm4TimeoutException.class);
        assertNothingIsLeft();
    }

    @Test
    void serverErrorsThatDoNotEndFailTheExchange() {
        Fault[] outage = new Fault[3];
        Arrays.fill(outage, Fault.serverError());
        service.fail(Operation.UPLOAD, outage);

        assertThat(failure(submit(JOB, List.of("one"), Map.of()))).isInstanceOf(Glm4ServerException.class);
        assertNothingIsLeft();
    }
}
