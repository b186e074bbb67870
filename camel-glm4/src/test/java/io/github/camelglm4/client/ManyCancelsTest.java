package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ten thousand callers cancel at once: each call ends once, and no connection, permit or queued call remains. */
@Timeout(120)
class ManyCancelsTest extends Glm4TestSupport {

    private static final int CALLS = 10_000;
    private static final int AT_ONCE = 1_000;
    private static final int CANCELING = 8;

    @Test
    void tenThousandCallsAreCanceledAtOnce() throws Exception {
        server.otherwise(Reply.raw().never());
        String uri = "glm4:GLM-4-Air?maxConcurrentRequests=" + AT_ONCE;
        Calls calls = new Calls(context, uri);
        List<CompletableFuture<Void>> gone = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            gone.add(new CompletableFuture<>());
            calls.send("hello", Map.of(Glm4Properties.CALLER_GONE, new CallerCancellation(gone.get(i), null)));
        }
        server.awaitRequests(AT_ONCE, LONG);
        int asked = server.requests().size();

        goAllAtOnce(gone);

        assertThat(calls.awaitAll(LONG)).allSatisfy(call -> {
            assertThat(call.exchange().getException()).isInstanceOf(Glm4ConnectionException.class);
            assertThat(call.callbacks()).isEqualTo(1);
        });
        // some queued calls may have been sent when the first permits were released; none remains
        assertThat(asked).isEqualTo(AT_ONCE);
        server.awaitOpenConnections(0, LONG);
        await().atMost(LONG).until(() -> glm4Client().inFlight() == 0);
        assertEveryPlaceIsFree(uri);
    }

    private static void goAllAtOnce(List<CompletableFuture<Void>> gone) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int first = 0; first < CANCELING; first++) {
            int from = first;
            Thread thread = new Thread(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                for (int i = from; i < gone.size(); i += CANCELING) {
                    gone.get(i).complete(null);
                }
            });
            thread.start();
            threads.add(thread);
        }
        start.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void assertEveryPlaceIsFree(String uri) {
        int before = server.requests().size();
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.otherwise(Reply.completion("fine").after(go));
        Calls next = new Calls(context, uri);
        for (int i = 0; i < AT_ONCE; i++) {
            next.send("hello");
        }
        server.awaitRequests(before + AT_ONCE, LONG);
        go.complete(null);
        assertThat(next.awaitAll(LONG))
                .allSatisfy(call ->
                        assertThat(call.exchange().getMessage().getBody()).isEqualTo("fine"));
    }
}
