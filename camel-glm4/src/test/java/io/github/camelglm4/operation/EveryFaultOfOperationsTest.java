package io.github.camelglm4.operation;

import static io.github.camelglm4.operation.AskedOperation.LAST_REQUEST;
import static io.github.camelglm4.operation.AskedOperation.PARALLEL;
import static io.github.camelglm4.operation.AskedOperation.QUESTION;
import static io.github.camelglm4.operation.AskedOperation.SECOND_REQUEST;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.faults.Fault;
import io.github.camelglm4.testing.faults.FaultOutcome;
import io.github.camelglm4.testing.faults.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Whatever the service does, an exchange of each operation ends once, as one of {@code glm4:} does: with its answer or
 * with the documented exception, after the documented number of requests; nothing of its message is lost, all permits
 * are returned, and the next call works. Neither key nor texts are in an exception, a log, an endpoint or JMX.
 *
 * <p>A context plays all faults of one operation: more retries than those exceed the retry budget.
 */
class EveryFaultOfOperationsTest extends Glm4TestSupport {

    private static final String SECRET = KEY.substring(KEY.indexOf('.') + 1);

    private final List<Call> calls = new ArrayList<>();
    private LogCapture logs;
    private LogCapture ours;

    /** An exchange, and how often it ended. */
    private record Call(Exchange exchange, AtomicInteger ends, CompletableFuture<Void> ended) {

        Exchange await() {
            assertThat(ended).succeedsWithin(SOON);
            return exchange;
        }
    }

    @Override
    public void configureTest(TestExecutionConfiguration configuration) {
        super.configureTest(configuration);
        configuration.withEnableJMX();
    }

    @BeforeEach
    void captureLogs() {
        logs = new LogCapture("org.apache.camel", "io.vertx");
        ours = new LogCapture("io.github.camelglm4");
    }

    @AfterEach
    void everyExchangeEndedOnceAndNothingIsShown() {
        logs.close();
        ours.close();
        assertThat(calls).isNotEmpty().allSatisfy(call -> assertThat(call.ends).hasValue(1));
        assertThat(FaultOutcome.shownBy(context) + ours.text()).doesNotContain(SECRET, QUESTION, Fault.PRIVATE);
        assertThat(logs.text()).doesNotContain(SECRET);
    }

    @TestFactory
    Stream<DynamicTest> endEmbeddingsAsTheyShould() {
        return tests(AskedOperation.EMBEDDING);
    }

    @TestFactory
    Stream<DynamicTest> endRerankingsAsTheyShould() {
        return tests(AskedOperation.RERANK);
    }

    @TestFactory
    Stream<DynamicTest> endModerationsAsTheyShould() {
        return tests(AskedOperation.MODERATION);
    }

    @Tag("timing")
    @TestFactory
    Stream<DynamicTest> endAsTheyShouldInRealTime() {
        return Stream.of(AskedOperation.values())
                .flatMap(operation -> Faults.timed(operation.api())
                        .map(fault -> DynamicTest.dynamicTest(
                                operation + ", " + fault, () -> endsAsItShould(operation, fault))));
    }

    private Stream<DynamicTest> tests(AskedOperation operation) {
        Set<String> played = new HashSet<>();
        return Faults.unstreamed(operation.api())
                .map(fault -> DynamicTest.dynamicTest(fault.toString(), () -> {
                    endsAsItShould(operation, fault);
                    if (fault.fails() && !fault.replies().isEmpty() && played.add(fault.name())) {
                        endsAllRequestsOfAnExchange(operation, fault);
                    }
                }));
    }

    private void endsAsItShould(AskedOperation operation, Fault fault) {
        String uri = operation.uri(nextModel(), 1);
        closeConnections();
        fault.play(server);

        Exchange exchange = send(uri + fault.options(), operation.body()).await();

        if (fault.fails()) {
            FaultOutcome.assertFailure(exchange.getException(), fault.expected(), server);
            assertUnchanged(exchange, operation.body());
        } else {
            assertAnswered(
                    exchange,
                    operation,
                    fault.expected().text(),
                    fault.expected().requests());
        }
        FaultOutcome.assertRequests(fault, operation.api(), server);
        if (fault.expected().retried() && !fault.replies().isEmpty()) {
            closeConnections();
            fault.playOnce(server, operation.api());
            assertAnswered(send(uri + fault.options(), operation.body()).await(), operation, Fault.TEXT, 2);
        }
        assertAllPermitsAreFree(operation, uri, 1);
    }

    /** One of the requests that run at the same time gets the fault, and the others get no response. */
    private void endsAllRequestsOfAnExchange(AskedOperation operation, Fault fault) {
        String uri = operation.uri(nextModel(), PARALLEL);
        List<String> body = operation.bodyOfFiveRequests();
        Reply reply = fault.replies().get(0);
        closeConnections();
        server.otherwise(request ->
                request.text().contains(SECOND_REQUEST) ? reply : Reply.raw().never());

        Exchange exchange = send(uri + operation.optionsOfFiveRequests() + fault.options(), body)
                .await();

        assertThat(exchange.getException()).isExactlyInstanceOf(fault.expected().failure());
        assertThat(((Glm4Exception) exchange.getException()).getAttempts())
                .isEqualTo(fault.expected().requests());
        assertUnchanged(exchange, body);
        assertThat(server.requests())
                .hasSizeLessThan(PARALLEL + fault.expected().requests())
                .noneMatch(request -> request.text().contains(LAST_REQUEST))
                .filteredOn(request -> !request.text().contains(SECOND_REQUEST))
                .allSatisfy(request -> assertThat(request.connectionClosed())
                        .as("cancellation")
                        .succeedsWithin(SOON));
        assertAllPermitsAreFree(operation, uri, PARALLEL);
    }

    /** As many calls as there are permits run at the same time, and are answered. */
    private void assertAllPermitsAreFree(AskedOperation operation, String uri, int permits) {
        CompletableFuture<Void> allArrived = new CompletableFuture<>();
        closeConnections();
        server.otherwise(operation.api().reply().after(allArrived));

        List<Call> running = Stream.generate(() -> send(uri, operation.body()))
                .limit(permits)
                .toList();
        server.awaitRequests(permits, SOON);
        allArrived.complete(null);

        running.forEach(call -> assertAnswered(call.await(), operation, Fault.TEXT, 1));
        awaitSoon(() -> glm4Client().inFlight() == 0);
    }

    /**
     * A request on a connection that the server is closing may be sent twice, which would count. A canceled request may
     * open a connection a little later.
     */
    private void closeConnections() {
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        awaitSoon(() -> {
            server.reset();
            return component.activity().connections() == 0;
        });
    }

    private static void awaitSoon(Callable<Boolean> event) {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(SOON)
                .until(event);
    }

    private static void assertAnswered(Exchange exchange, AskedOperation operation, String text, int attempts) {
        assertThat(exchange.getException()).isNull();
        assertThat(operation.outcome(exchange.getMessage())).isEqualTo(operation.expected());
        assertThat(exchange.getMessage().getHeader("CamelGlm4ResponseId", String.class))
                .matches(text);
        assertThat(exchange.getMessage().getHeader("CamelGlm4Attempts")).isEqualTo(attempts);
        assertThat(exchange.getMessage().getHeader("mine")).isEqualTo("stays");
    }

    private static void assertUnchanged(Exchange exchange, Object body) {
        assertThat(exchange.getMessage().getBody()).isEqualTo(body);
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(AskedOperation.headers());
        assertThat(FaultOutcome.shownBy(exchange.getException())).doesNotContain(SECRET, QUESTION, Fault.PRIVATE);
    }

    /** A model of its own, and so a gate of its own. */
    private String nextModel() {
        return "model-" + calls.size();
    }

    /** Sends to a producer itself, which calls back once for each exchange. */
    private Call send(String uri, Object body) {
        try {
            AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
            // stopped with the context: until then it holds the gate
            context.addService(producer);
            Exchange exchange = producer.getEndpoint().createExchange();
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(AskedOperation.headers()));
            Call call = new Call(exchange, new AtomicInteger(), new CompletableFuture<>());
            calls.add(call);
            producer.process(exchange, done -> {
                call.ends.incrementAndGet();
                call.ended.complete(null);
            });
            return call;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
