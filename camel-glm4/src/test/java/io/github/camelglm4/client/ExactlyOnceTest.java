package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever the service does, and in every race, a callback is called exactly once. */
@Timeout(120)
class ExactlyOnceTest extends Glm4TestSupport {

    private static final int CALLS = 10_000;
    private static final int UNDER_WAY = 350;

    @Test
    void tenThousandCallsAtAFaultyServiceEndOnceEach() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        server.otherwise(request -> fault(random.nextInt(10)));
        Calls calls = new Calls(
                context,
                "glm4:GLM-4-Air?requestTimeout=400&responseTimeout=60&idleTimeout=60&maxResponseSize=2000"
                        + "&maxConcurrentRequests=200&maxQueuedRequests=300");

        for (int i = 0; i < CALLS; i++) {
            calls.send("question " + i);
            if (calls.underWay() >= UNDER_WAY) {
                await().atMost(LONG).pollInterval(Duration.ofMillis(2)).until(() -> calls.underWay() < UNDER_WAY / 2);
            }
        }
        calls.awaitAll(LONG);
        // a second end of any call would be reported now
        context.stop();

        assertThat(calls.all()).as("seed " + seed).allMatch(call -> call.callbacks() == 1);
        assertThat(calls.ended()).hasSize(CALLS);
        assertThat(calls.all().stream()
                        .map(call -> call.exchange().getException())
                        .map(failure ->
                                failure == null ? "answer" : failure.getClass().getSimpleName())
                        .collect(Collectors.toSet()))
                .contains("answer", "Glm4TimeoutException", "Glm4ServerException", "Glm4TruncatedException");
    }

    /** Called on the two threads of the server. */
    private static Reply fault(int kind) {
        return switch (kind) {
            case 0 -> Reply.error(500, "500", "broken");
            case 1 -> Reply.error(429, "1302", "slow down").header("Retry-After", "0");
            case 2 -> Reply.raw().reset();
            case 3 -> Reply.raw().close();
            case 4 -> Reply.raw().never();
            case 5 ->
                Reply.raw()
                        .bytes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
                        .close();
            case 6 ->
                Reply.raw()
                        .bytes("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{")
                        .never();
            case 7 -> Reply.completion("x".repeat(3_000));
            case 8 -> Reply.completion("cut off in time").close();
            default -> Reply.completion("whole").inPieces(40);
        };
    }
}
