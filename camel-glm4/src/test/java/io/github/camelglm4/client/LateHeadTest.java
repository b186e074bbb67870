package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.FailureTestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.Reply;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A connection that is reset directly after the head of a response. If it uses another event loop than its request,
 * Vert.x may report the reset first and then fail on the head: an internal error of Vert.x that must not be logged.
 */
@Timeout(60)
class LateHeadTest extends FailureTestSupport {

    private static final int CALLERS = 50;
    private static final int CALLS_OF_EACH = 60;

    @Test
    void isNoErrorInTheLog() throws Exception {
        server.otherwise(request -> request.text().contains("reset")
                ? Reply.stream().event(GlmJson.delta("half")).reset()
                : Reply.completionStream("whole"));
        Calls calls = new Calls(context, MODEL + "?streamTo=mock:chunks&maxRetries=0");

        try (LogCapture log = new LogCapture("io.vertx.core.impl", "io.github.camelglm4.service.SharedClient")) {
            // each thread has its event loop, and uses the connections of all
            ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
            for (int caller = 0; caller < CALLERS; caller++) {
                callers.execute(() -> IntStream.range(0, CALLS_OF_EACH)
                        .forEach(i -> calls.send(i % 2 == 0 ? "whole" : "reset").await(LONG)));
            }
            callers.shutdown();
            assertThat(callers.awaitTermination(30, TimeUnit.SECONDS)).isTrue();

            assertThat(log.levels()).doesNotContain("ERROR");
        }
        assertThat(calls.all())
                .allSatisfy(call -> assertThat(call.exchange().getException())
                        .matches(failure -> failure == null || failure instanceof Glm4Exception));
    }
}
