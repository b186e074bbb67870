package io.github.camelglm4;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A context that stops ends the calls in progress: each exchange fails once, and no thread of the component remains.
 */
@Timeout(60)
class StopWithCallsTest extends Glm4TestSupport {

    @Test
    void callsInFlightInRetryDelayAndQueuedFailOnce() {
        server.otherwise(request -> request.text().contains("retry")
                ? Reply.error(429, "1302", "slow down").header("Retry-After", "25")
                : request.text().contains("begun")
                        ? Reply.raw()
                                .bytes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
                                .never()
                        : Reply.raw().never());
        Calls unanswered = new Calls(context, "glm4:unanswered");
        Calls begun = new Calls(context, "glm4:begun");
        Calls retried = new Calls(context, "glm4:retry");
        Calls queued = new Calls(context, "glm4:gated?maxConcurrentRequests=1");
        sendTo(200, unanswered, begun, queued);
        sendTo(30, retried);
        server.awaitRequests(200 + 200 + 1 + 30, SOON);

        context.stop();

        for (Calls calls : new Calls[] {unanswered, begun, retried, queued}) {
            assertThat(calls.awaitAll(SOON)).allSatisfy(call -> {
                assertThat(call.exchange().getException())
                        .isExactlyInstanceOf(Glm4ConnectionException.class)
                        .hasMessage("the component was stopped");
                assertThat(call.callbacks()).isEqualTo(1);
                assertThat(call.thread()).matches(ComponentThreads::isPool, "is of the pool");
            });
        }
        assertNothingLeft();
    }

    @Test
    void stopIsQuickWithoutCalls() {
        server.otherwise(Reply.completion("x"));
        ask("glm4:GLM-4-Air", "question");
        assertThat(ComponentThreads.names()).isNotEmpty();

        context.stop();

        assertNothingLeft();
    }

    /** The rest of a route may call another model while the component stops: neither waits for the other. */
    @Tag("timing")
    @Test
    void continuationThatAsksAnewModelDoesNotHoldUpTheStop() {
        server.otherwise(Reply.raw().never());
        Calls calls = new Calls(context, "glm4:GLM-4-Air");
        CompletableFuture<Throwable> second = new CompletableFuture<>();
        Exchange exchange = calls.newExchange();
        exchange.getMessage().setBody("question");
        calls.send(exchange, () -> second.complete(failureOfAsking("glm4:GLM-4-Plus")));
        server.awaitRequests(1, SOON);

        long before = System.nanoTime();
        context.getComponent("glm4").stop();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(8));
        assertThat(second).isDone();
        assertThat(second.join()).hasStackTraceContaining("the component was stopped");
        assertNothingLeft();
    }

    private Throwable failureOfAsking(String uri) {
        try {
            return ask(uri, "question").getException();
        } catch (RuntimeException e) {
            return e;
        }
    }

    private static void sendTo(int count, Calls... endpoints) {
        for (Calls calls : endpoints) {
            IntStream.range(0, count).forEach(i -> calls.send("question"));
        }
    }

    private static void assertNothingLeft() {
        // a thread that has ended is still listed for a moment
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(ComponentThreads.names()).isEmpty());
    }
}
