package io.github.camelglm4.client.gate;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** When the route continues, its call has no permit: the route may call again, even with one permit and no queue. */
@Timeout(60)
class PermitBeforeRouteTest extends Glm4TestSupport {

    private static final String NARROW = "glm4:GLM-4-Air?maxConcurrentRequests=1&maxQueuedRequests=0&maxRetries=0";
    private static final int IN_A_ROW = 500;

    @Test
    void routeMayAskAgainAfterAnAnswer() throws Exception {
        server.otherwise(Reply.completion("x"));

        assertThat(failuresInARow(NARROW, IN_A_ROW)).containsOnlyNulls();
        assertThat(server.requests()).hasSize(IN_A_ROW);
    }

    @Test
    void routeMayAskAgainAfterALostConnection() throws Exception {
        server.otherwise(Reply.raw().reset());

        assertThat(failuresInARow(NARROW, IN_A_ROW)).hasOnlyElementsOfType(Glm4ConnectionException.class);
    }

    @Test
    void routeMayAskAgainAfterAnAnswerThatIsTooLarge() throws Exception {
        server.otherwise(Reply.completion("x".repeat(5_000)));

        assertThat(failuresInARow(NARROW + "&maxResponseSize=1000", IN_A_ROW))
                .hasOnlyElementsOfType(Glm4ResponseException.class);
    }

    @Test
    void routeMayAskAgainAfterATimeout() throws Exception {
        server.otherwise(Reply.raw().never());

        assertThat(failuresInARow(NARROW + "&responseTimeout=5", 100))
                .hasOnlyElementsOfType(Glm4TimeoutException.class);
        assertThat(failuresInARow(NARROW + "&requestTimeout=5", 100)).hasOnlyElementsOfType(Glm4TimeoutException.class);
    }

    @Test
    void routeThatWaitsForItsSecondCallAfterATimeoutIsNotHeldUpByTheFirst() throws Exception {
        server.enqueue(Reply.raw().never());
        server.otherwise(Reply.completion("second"));
        Calls first = new Calls(context, NARROW + "&requestTimeout=100");
        CompletableFuture<Exchange> second = new CompletableFuture<>();
        Exchange exchange = first.newExchange();
        exchange.getMessage().setBody("question");

        // blocks if there is no room: the caller would wait for the permit of its own call
        Calls.Call call = first.send(
                exchange, () -> second.complete(ask(NARROW + "&requestTimeout=20s&blockWhenFull=true", "question")));

        assertThat(second.get(SOON.toSeconds(), TimeUnit.SECONDS).getMessage().getBody())
                .isEqualTo("second");
        assertThat(call.await(SOON).getException()).isInstanceOf(Glm4TimeoutException.class);
    }

    /** Each callback sends the next call. */
    private List<Exception> failuresInARow(String uri, int count) throws Exception {
        Calls calls = new Calls(context, uri);
        CompletableFuture<Void> last = new CompletableFuture<>();
        next(calls, count, last);
        last.get(LONG.toSeconds(), TimeUnit.SECONDS);
        return calls.all().stream().map(call -> call.exchange().getException()).toList();
    }

    private static void next(Calls calls, int left, CompletableFuture<Void> last) {
        if (left == 0) {
            last.complete(null);
            return;
        }
        Exchange exchange = calls.newExchange();
        exchange.getMessage().setBody("question");
        calls.send(exchange, () -> next(calls, left - 1, last));
    }
}
