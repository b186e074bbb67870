package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call that waits for its answer needs memory and a socket, but no thread. */
@Timeout(120)
class FiveThousandCallsTest extends Glm4TestSupport {

    private static final int CALLS = 5_000;
    private static final int FEW_THREADS = 40;

    /** The service answers when it has all requests: after any time, all of them were in flight together. */
    @Test
    void callsInFlightUseFewThreads() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        AtomicInteger most = new AtomicInteger();
        server.otherwise(Reply.completion("late").after(go));
        Calls calls = new Calls(context, "glm4:GLM-4-Air?connectTimeout=60s");

        for (int i = 0; i < CALLS; i++) {
            calls.send("question " + i);
        }
        server.awaitRequests(CALLS, LONG);
        most.set(ComponentThreads.names().size());
        go.complete(null);
        await().atMost(LONG).until(() -> {
            most.accumulateAndGet(ComponentThreads.names().size(), Math::max);
            return calls.underWay() == 0;
        });

        assertThat(server.connections()).isEqualTo(CALLS);
        assertThat(calls.all())
                .allMatch(call -> call.exchange().getMessage().getBody().equals("late"));
        assertThat(most.get()).isPositive().isLessThan(FEW_THREADS);
    }
}
