package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A thread dump while 1,000 calls wait shows event loops that select, and idle pool threads. */
@Timeout(60)
class WaitingCallsTest extends Glm4TestSupport {

    /** The retry budget allows 50 at once. */
    private static final int IN_RETRY_DELAY = 40;

    private static final int AT_THE_GATE = 460;
    private static final int UNANSWERED = 500;

    @Test
    void noThreadOfOursWaitsForOneOfThem() {
        server.otherwise(request -> request.text().contains("retry")
                ? Reply.error(429, "1302", "slow down").header("Retry-After", "25")
                : Reply.raw().never());
        Calls retried = new Calls(context, "glm4:retry");
        Calls queued = new Calls(context, "glm4:gated?maxConcurrentRequests=1");
        Calls unanswered = new Calls(context, "glm4:slow");

        send(retried, IN_RETRY_DELAY);
        send(queued, AT_THE_GATE);
        send(unanswered, UNANSWERED);
        server.awaitRequests(IN_RETRY_DELAY + 1 + UNANSWERED, LONG);

        await().atMost(LONG).untilAsserted(WaitingCallsTest::assertNothingOfOursWaits);
        assertThat(retried.ended()).isEmpty();
        assertThat(queued.ended()).isEmpty();
        assertThat(unanswered.ended()).isEmpty();
        // before the reset of the server: running calls would otherwise retry in the script of another test
        context.stop();
    }

    private static void send(Calls calls, int count) {
        for (int i = 0; i < count; i++) {
            calls.send("question");
        }
    }

    private static void assertNothingOfOursWaits() {
        Map<Thread, StackTraceElement[]> dump = ComponentThreads.dump();
        dump.keySet().removeIf(ComponentThreads::isStandby);
        assertThat(dump.keySet()).anyMatch(ComponentThreads::isEventLoop).anyMatch(ComponentThreads::isPool);
        dump.forEach((thread, stack) -> {
            assertThat(stack)
                    .as(thread.getName())
                    .noneMatch(frame -> frame.getClassName().startsWith("io.github.camelglm4."));
            if (ComponentThreads.isPool(thread)) {
                assertThat(Arrays.stream(stack).map(StackTraceElement::getMethodName))
                        .as(thread.getName())
                        .contains("getTask");
            } else if (ComponentThreads.isEventLoop(thread)) {
                assertThat(Arrays.stream(stack).map(StackTraceElement::getMethodName))
                        .as(thread.getName())
                        .contains("select");
            }
        });
    }
}
