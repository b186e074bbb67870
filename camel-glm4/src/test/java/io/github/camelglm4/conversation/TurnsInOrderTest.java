package io.github.camelglm4.conversation;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4QueueFullException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Turns of a conversation run one after another, in the order of their calls, and no thread waits. */
@Timeout(60)
class TurnsInOrderTest extends ConversationTestSupport {

    private static final Executor SOON_AFTER = CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS);

    @Test
    void turnsOfAConversationFollowEachOther() {
        AtomicInteger open = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        server.otherwise(request -> {
            most.accumulateAndGet(open.incrementAndGet(), Math::max);
            return Reply.completion("re: " + lastText(request))
                    .after(CompletableFuture.runAsync(open::decrementAndGet, SOON_AFTER));
        });
        Calls calls = new Calls(context, URI + "&conversationId=anna&maxHistoryMessages=4");

        IntStream.range(0, 500).forEach(i -> calls.send("question " + i));

        assertThat(calls.awaitAll(LONG)).allMatch(call -> call.exchange().getException() == null);
        assertThat(most).hasValue(1);
        assertThat(server.requests().stream().map(ConversationTestSupport::lastText))
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "question " + i).toList());
        assertThat(lastSent())
                .containsExactly(
                        "user: question 497",
                        "assistant: re: question 497",
                        "user: question 498",
                        "assistant: re: question 498",
                        "user: question 499");
    }

    @Test
    void conversationsDoNotWaitForEachOtherAndNoThreadWaits() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.otherwise(request -> Reply.completion("x").after(go));
        Calls calls = new Calls(context, URI);

        for (int i = 0; i < 2_000; i++) {
            Exchange exchange = calls.newExchange();
            exchange.getMessage().setBody("Hello");
            exchange.getMessage().setHeader(Glm4Headers.CONVERSATION_ID, "c" + i % 200);
            calls.send(exchange);
        }
        server.awaitRequests(200, LONG);
        assertThat(ComponentThreads.names()).hasSizeLessThan(25);

        go.complete(null);
        assertThat(calls.awaitAll(LONG)).allMatch(call -> call.exchange().getException() == null);
        assertThat(server.requests()).hasSize(2_000);
    }

    @Test
    void turnsThatHadToWaitBlockNoThreadAtAFullQueue() {
        // long enough for a pool whose threads are blocked to have grown
        server.enqueue(Reply.completion("x").after(Duration.ofSeconds(1)));
        server.otherwise(Reply.completion("x"));
        context.getRegistry().bind("store", new SlowStore());
        Calls calls = new Calls(
                context,
                URI + "&memoryStore=#bean:store&maxConcurrentRequests=1&maxQueuedRequests=1&blockWhenFull=true");
        for (int i = 0; i < 100; i++) {
            Exchange exchange = calls.newExchange();
            exchange.getMessage().setBody("Hello");
            exchange.getMessage().setHeader(Glm4Headers.CONVERSATION_ID, "c" + i);
            calls.send(exchange);
        }

        assertThat(calls.awaitAll(LONG)).allMatch(call -> call.exchange().getException() == null);
        assertThat(ComponentThreads.names()).hasSizeLessThan(25);
    }

    @Test
    void aFailedTurnLetsTheNextOneGo() {
        server.enqueue(Reply.error(400, "1210", "no"));
        Calls calls = new Calls(context, URI + "&conversationId=anna");
        calls.send("A");
        calls.send("B");

        calls.awaitAll(LONG);
        assertThat(calls.all().get(0).exchange().getException()).isInstanceOf(Glm4RequestException.class);
        assertThat(calls.all().get(1).exchange().getMessage().getBody()).isEqualTo("re: B");
        assertThat(lastSent()).containsExactly("user: B");
    }

    @Test
    void turnsThatWaitEndWithTheComponent() {
        server.otherwise(Reply.completion("x").after(new CompletableFuture<Void>()));
        Calls calls = new Calls(context, URI + "&conversationId=anna");
        IntStream.range(0, 3_000).forEach(i -> calls.send("question " + i));
        server.awaitRequests(1, LONG);

        context.getComponent("glm4").stop();

        assertThat(calls.awaitAll(LONG))
                .allMatch(call -> call.exchange().getException() instanceof Glm4ConnectionException)
                .allMatch(call -> call.callbacks() == 1);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void aTurnThatWaitsEndsWhenItsCallerHasGone() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.enqueue(Reply.completion("x").after(go));
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Calls calls = new Calls(context, URI + "&conversationId=anna");
        Calls.Call first = calls.send("A");
        server.awaitRequests(1, LONG);
        Calls.Call second = calls.send("B", Map.of(Glm4Properties.CALLER_GONE, new CallerCancellation(gone, null)));
        Calls.Call third = calls.send("C");

        gone.complete(null);
        assertThat(second.await(LONG).getException()).isInstanceOf(Glm4ConnectionException.class);
        assertThat(first.isDone()).isFalse();

        go.complete(null);
        assertThat(third.await(LONG).getException()).isNull();
        assertThat(lastSent()).containsExactly("user: A", "assistant: x", "user: C");
    }

    @Test
    void tooManyDoNotWait() {
        List<Runnable> later = new ArrayList<>();
        Conversations conversations = new Conversations(new InMemoryStore(10, 1_000), later::add);
        for (int i = 0; i <= TurnOrder.MAX_WAITING; i++) {
            conversations.turn("anna", null).begin();
        }

        assertThatThrownBy(() -> conversations.turn("anna", null).begin())
                .isInstanceOf(Glm4QueueFullException.class)
                .hasMessageContaining("anna");
        assertThat(conversations.turn("bert", null).begin()).isDone();
    }

    @Test
    void nothingIsKeptOfAnIdleConversation() {
        TurnOrder order = new TurnOrder(Runnable::run);
        List<Turn> turns = IntStream.range(0, 10)
                .mapToObj(i -> new Turn(order, "c" + i % 3, null))
                .toList();
        turns.forEach(Turn::begin);
        assertThat(order.size()).isEqualTo(3);

        turns.forEach(Turn::end);
        turns.forEach(Turn::end);
        assertThat(order.size()).isZero();
    }

    /** Answers on a thread of its own. */
    private static final class SlowStore implements ConversationStore {

        private final ConversationStore store = new InMemoryStore(1_000, 60_000);

        @Override
        public CompletionStage<StoredHistory> read(String id) {
            return store.read(id).thenApplyAsync(history -> history, SOON_AFTER);
        }

        @Override
        public CompletionStage<Boolean> replace(String id, StoredHistory seen, String json) {
            return store.replace(id, seen, json);
        }
    }

    @Test
    void aTurnThatAsksItsOwnConversationIsRefusedAtOnce() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:outer").to(URI);
            }
        });
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.enqueue(Reply.completion("x").after(go));
        Calls calls = new Calls(context, "direct:outer");
        Exchange outer = calls.newExchange();
        outer.getMessage().setBody("A");
        outer.getMessage().setHeader(Glm4Headers.CONVERSATION_ID, "anna");
        Calls.Call call = calls.send(outer);
        server.awaitRequests(1, LONG);

        // what a tool's exchange takes along: the asking exchange's properties
        Map<String, Object> along = Map.copyOf(outer.getProperties());
        Exchange inside = template.send(URI, exchange -> {
            along.forEach(exchange::setProperty);
            exchange.getMessage().setBody("B");
            exchange.getMessage().setHeader(Glm4Headers.CONVERSATION_ID, "anna");
        });
        assertThat(failure(inside))
                .isInstanceOf(Glm4RequestException.class)
                .hasMessageContaining("anna")
                .hasMessageContaining("inside its own turn");

        Exchange other = template.send(URI, exchange -> {
            along.forEach(exchange::setProperty);
            exchange.getMessage().setBody("C");
            exchange.getMessage().setHeader(Glm4Headers.CONVERSATION_ID, "bert");
        });
        assertThat(failure(other)).isNull();

        go.complete(null);
        assertThat(call.await(LONG).getException()).isNull();
        Exchange after = template.send(URI, exchange -> {
            along.forEach(exchange::setProperty);
            exchange.getMessage().setBody("D");
            exchange.getMessage().setHeader(Glm4Headers.CONVERSATION_ID, "anna");
        });
        assertThat(failure(after)).isNull();
        await().untilAsserted(() -> assertThat(lastSent()).containsExactly("user: A", "assistant: x", "user: D"));
    }
}
