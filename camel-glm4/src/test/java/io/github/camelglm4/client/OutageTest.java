package io.github.camelglm4.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A service that answers 503 for a while, and a thousand callers that retry until they have an answer. The long form is
 * {@code -Doutage.seconds=30}; {@code target/outage.txt} shows the times of the requests.
 */
@Timeout(300)
class OutageTest extends FailureTestSupport {

    private static final Path REPORT = Path.of("target", "outage.txt");
    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("outage.seconds", 2));
    private static final Duration PATIENCE = OUTAGE.plusSeconds(120);
    private static final int CALLERS = 1_000;
    private static final int FULL_BUDGET = 50;
    private static final int CALLS_A_RETRY = 5;
    private static final int FEW_THREADS = 60;
    private static final int SLOTS_OF_OUTAGE = 30;
    private static final int SLOTS = 40;

    /** However slow the machine is, the callers meet the outage more than once. */
    private static final int LEAST_REFUSED = 2 * CALLERS;

    private final List<Instant> refused = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean recovered;

    private final AtomicInteger calls = new AtomicInteger(CALLERS);
    private final AtomicLong attemptsOfFailedCalls = new AtomicLong();

    /** Delay between two calls of one caller: about a tenth of the outage, without a thread. */
    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler()
                        .maximumRedeliveries(-1)
                        .asyncDelayedRedelivery()
                        .onExceptionOccurred(OutageTest.this::asksAgain));
                from("direct:caller")
                        .to("glm4:GLM-4-Air?maxRetries=8&retryDelay=" + OUTAGE.toMillis() / 20 + "&maxRetryDelay="
                                + OUTAGE.toMillis());
            }
        };
    }

    private void asksAgain(Exchange exchange) {
        Glm4Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Glm4OverloadedException.class);
        attemptsOfFailedCalls.addAndGet(failure.getAttempts());
        calls.incrementAndGet();
        // callers that all retry after a fixed time would cause waves of their own
        long about = OUTAGE.toMillis() / 10;
        exchange.getMessage()
                .setHeader(
                        Exchange.REDELIVERY_DELAY, ThreadLocalRandom.current().nextLong(about / 2, about + about / 2));
    }

    @Test
    void retriesStayInTheirBudgetAndEveryCallerIsAnsweredOnce() throws IOException {
        askAllAtOnce();
        server.otherwise(this::answer);
        int before = server.requests().size();
        int threadsBefore = Thread.activeCount();
        AtomicInteger mostThreads = new AtomicInteger();

        Calls callers = send();
        await().atMost(PATIENCE).until(() -> {
            mostThreads.accumulateAndGet(Thread.activeCount() - threadsBefore, Math::max);
            return callers.underWay() == 0;
        });

        List<RecordedRequest> requests =
                server.requests().subList(before, server.requests().size());
        report(requests, mostThreads.get());
        assertThat(callers.all()).allSatisfy(call -> {
            assertThat(call.callbacks()).isEqualTo(1);
            assertThat(call.exchange().getException()).isNull();
            assertThat(call.exchange().getMessage().getBody()).isEqualTo("answer");
        });
        assertThat(requests.size() - refused.size())
                .as("requests after the recovery: all are answered, and no caller asks for more than one answer")
                .isEqualTo(CALLERS);
        assertThat(requests.size())
                .as("the number of requests equals the attempts that the calls report")
                .isEqualTo(attemptsOfFailedCalls.get() + attemptsOfAnsweredCalls(callers));
        assertThat(requests.size() - calls.get())
                .as("retries of %s calls", calls)
                .isPositive()
                .isLessThanOrEqualTo(FULL_BUDGET + calls.get() / CALLS_A_RETRY);
        assertThat(mostThreads.get()).isLessThan(FEW_THREADS);
    }

    /** Opens connections, so that the outage meets callers with open ones, all at the same moment. */
    private void askAllAtOnce() {
        CompletableFuture<Void> all = new CompletableFuture<>();
        server.otherwise(Reply.completion("before").after(all));
        Calls callers = send();
        server.awaitRequests(CALLERS, PATIENCE);
        all.complete(null);
        callers.awaitAll(PATIENCE);
    }

    private Calls send() {
        Calls callers = new Calls(context, "direct:caller");
        for (int i = 0; i < CALLERS; i++) {
            callers.send("question " + i);
        }
        return callers;
    }

    private Reply answer(RecordedRequest request) {
        if (recovered) {
            return Reply.completion("answer");
        }
        refused.add(request.arrivedAt());
        recovered = refused.size() >= LEAST_REFUSED
                && request.arrivedAt().isAfter(refused.get(0).plus(OUTAGE));
        return Reply.error(503, "1305", "overloaded");
    }

    private static long attemptsOfAnsweredCalls(Calls callers) {
        return callers.all().stream()
                .mapToInt(call -> call.exchange().getMessage().getHeader(Glm4Headers.ATTEMPTS, Integer.class))
                .sum();
    }

    /** The times of the requests in slots of a thirtieth of the outage; the last slot has all later ones. */
    private void report(List<RecordedRequest> requests, int threads) throws IOException {
        Instant begin = refused.get(0);
        long recoveredAt =
                Duration.between(begin, refused.get(refused.size() - 1)).toMillis();
        long slot = OUTAGE.toMillis() / SLOTS_OF_OUTAGE;
        int[] arrivals = new int[SLOTS];
        for (RecordedRequest request : requests) {
            long at = Duration.between(begin, request.arrivedAt()).toMillis() / slot;
            arrivals[(int) Math.min(SLOTS - 1, at)]++;
        }
        int most = Arrays.stream(arrivals).max().orElse(1);
        StringBuilder report = new StringBuilder(String.format(
                "%d callers, %d calls, %d requests (%d refused, %d answered), %d retries, %d threads more than before%n",
                CALLERS,
                calls.get(),
                requests.size(),
                refused.size(),
                requests.size() - refused.size(),
                requests.size() - calls.get(),
                threads));
        for (int i = 0; i < SLOTS; i++) {
            String state = i * slot > recoveredAt ? "up" : "down";
            report.append(String.format(
                    "%6d ms %-4s %5d %s%n", i * slot, state, arrivals[i], "#".repeat(60 * arrivals[i] / most)));
        }
        Files.writeString(REPORT, report);
    }
}
