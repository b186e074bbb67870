package io.github.camelglm4.conversation;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.error.Glm4ConversationException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Turns whose answers are streamed: kept before the last chunk is handed on, or not at all. */
@Timeout(60)
class StreamedTurnTest extends ConversationTestSupport {

    private static final String STREAMED = URI + "&stream=true";

    @Test
    void aStreamedTurnIsKept() {
        server.enqueue(Reply.completionStream("Hello, ", "Anna"));
        assertThat(stream(STREAMED, "I am Anna").text()).isEqualTo("Hello, Anna");

        say("anna", "Who am I?");
        assertThat(lastSent()).containsExactly("user: I am Anna", "assistant: Hello, Anna", "user: Who am I?");

        server.enqueue(Reply.completionStream("Anna"));
        stream(STREAMED, "Sure?").text();
        assertThat(lastSent()).hasSize(5);
    }

    @Test
    void theLastChunkWaitsForTheStore() {
        HeldStore store = new HeldStore();
        context.getRegistry().bind("store", store);
        server.enqueue(Reply.completionStream("Hello, ", "Anna"));
        Iterator<Message> chunks =
                stream(STREAMED + "&memoryStore=#bean:store", "I am Anna").iterator();
        assertThat(chunks.next().getBody()).isEqualTo("Hello, ");
        assertThat(chunks.next().getBody()).isEqualTo("Anna");

        CompletableFuture<Message> end = CompletableFuture.supplyAsync(chunks::next);
        assertThat(store.asked).succeedsWithin(SOON);
        assertThat(end).isNotDone();

        store.stored.complete(true);
        assertThat(end)
                .succeedsWithin(SOON)
                .satisfies(message ->
                        assertThat(message.getHeader(Glm4Headers.FINISH_REASON)).isEqualTo("stop"));
    }

    @Test
    void aStoreThatFailsFailsTheStreamAfterItsChunks() {
        HeldStore store = new HeldStore();
        store.stored.completeExceptionally(new IllegalStateException("broken"));
        context.getRegistry().bind("store", store);
        server.enqueue(Reply.completionStream("Hello, ", "Anna"));
        Iterator<Message> chunks =
                stream(STREAMED + "&memoryStore=#bean:store", "I am Anna").iterator();
        chunks.next();
        chunks.next();

        assertThatThrownBy(chunks::next)
                .isInstanceOfSatisfying(
                        Glm4ConversationException.class,
                        failure -> assertThat(failure.getText()).isEqualTo("Hello, Anna"));
    }

    @Test
    void aCutStreamLeavesNoTrace() {
        say("anna", "I am Anna");
        server.enqueue(Reply.stream().event(GlmJson.delta("You are")).lastChunk());
        ChatCompletionStream cut = stream(STREAMED, "Who am I?");
        assertThatThrownBy(cut::text).isInstanceOf(Glm4TruncatedException.class);

        say("anna", "Hello?");
        assertThat(lastSent()).containsExactly("user: I am Anna", "assistant: re: I am Anna", "user: Hello?");
    }

    @Test
    void aStreamThatFailsBeforeItsFirstChunkLeavesNoTrace() {
        server.enqueue(Reply.error(400, "1210", "no"));
        assertThat(failure(ask(STREAMED, "I am Anna", Map.of(Glm4Headers.CONVERSATION_ID, "anna"))))
                .isInstanceOf(Glm4RequestException.class);

        say("anna", "Hello?");
        assertThat(lastSent()).containsExactly("user: Hello?");
    }

    @Test
    void aStreamThatIsClosedLeavesNoTrace() {
        server.enqueue(Reply.stream().event(GlmJson.delta("You are")).never());
        ChatCompletionStream stream = stream(STREAMED, "Who am I?");
        assertThat(stream.iterator().next().getBody()).isEqualTo("You are");
        stream.close();

        say("anna", "Hello?");
        assertThat(lastSent()).containsExactly("user: Hello?");
    }

    @Test
    void aStreamThatIsClosedLeavesNoTraceThoughAllOfItHadCome() {
        server.enqueue(Reply.completionStream("Hello, ", "Anna"));
        ChatCompletionStream stream = stream(STREAMED, "I am Anna");
        Iterator<Message> chunks = stream.iterator();
        chunks.next();
        assertThat(chunks.next().getBody()).isEqualTo("Anna");
        stream.close();

        say("anna", "Hello?");
        assertThat(lastSent()).containsExactly("user: Hello?");
    }

    @Test
    void aStreamThatNobodyReadsToItsEndLeavesNoTrace() {
        server.enqueue(Reply.completionStream("Hello, ", "Anna"));
        Iterator<Message> chunks =
                stream(STREAMED + "&abandonTimeout=100", "I am Anna").iterator();
        chunks.next();
        chunks.next();

        say("anna", "Hello?");
        assertThat(lastSent()).containsExactly("user: Hello?");
        assertThatThrownBy(chunks::next).isInstanceOf(Glm4TimeoutException.class);
    }

    @Test
    void aStreamThatNobodyReadsLeavesNoTrace() {
        server.enqueue(Reply.stream().event(GlmJson.delta("You are")).never());
        ChatCompletionStream stream = stream(STREAMED + "&abandonTimeout=100", "Who am I?");

        say("anna", "Hello?");
        assertThat(lastSent()).containsExactly("user: Hello?");
        assertThatThrownBy(stream::text).isInstanceOf(Glm4TimeoutException.class);
    }

    @Test
    void theNextTurnWaitsForTheEndOfTheStream() {
        CompletableFuture<Void> go = new CompletableFuture<>();
        server.enqueue(Reply.stream()
                .event(GlmJson.delta("Hello"))
                .await(go)
                .event(GlmJson.lastDelta())
                .event("[DONE]")
                .lastChunk());
        ChatCompletionStream stream = stream(STREAMED, "I am Anna");
        stream.completion();
        Calls calls = new Calls(context, URI + "&conversationId=anna");
        Calls.Call next = calls.send("Who am I?");
        assertThat(server.requests()).hasSize(1);

        go.complete(null);

        assertThat(next.await(SOON).getException()).isNull();
        assertThat(lastSent()).containsExactly("user: I am Anna", "assistant: Hello", "user: Who am I?");
    }

    @Test
    void pushedChunksBelongToOneTurn() throws Exception {
        MockEndpoint chunks = context.getEndpoint("mock:chunks", MockEndpoint.class);
        server.enqueue(Reply.completionStream("Hello, ", "Anna"));
        assertThat(say(URI + "&streamTo=mock:chunks", "anna", "I am Anna")).isEqualTo("Hello, Anna");
        chunks.expectedBodiesReceived("Hello, ", "Anna", "");
        chunks.assertIsSatisfied();

        say("anna", "Who am I?");
        assertThat(lastSent()).hasSize(3);
    }

    @Test
    void aChunkCannotAskItsOwnConversationButTheEndCan() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:talk")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .setHeader("type", header(Glm4Headers.CHUNK_TYPE))
                        .setBody(constant("Inside"))
                        .doTry()
                        .to(URI)
                        .doCatch(Exception.class)
                        .process(e -> failures.add(e.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class)))
                        .end()
                        .end();
            }
        });
        server.enqueue(Reply.completionStream("Hello, ", "Anna"));
        Exchange exchange = ask("direct:talk", "I am Anna", Map.of(Glm4Headers.CONVERSATION_ID, "anna"));

        assertThat(failure(exchange)).isNull();
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(Glm4RequestException.class)
                        .hasMessageContaining("inside its own turn"));
        assertThat(lastSent()).containsExactly("user: I am Anna", "assistant: Hello, Anna", "user: Inside");
    }

    @Test
    void aFailedStreamMayBeAskedForAgainByTheSameExchange() throws Exception {
        AtomicInteger split = new AtomicInteger();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Glm4TruncatedException.class)
                        .handled(true)
                        .setBody(constant("Again"))
                        .to(URI);
                from("direct:talk")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(e -> split.incrementAndGet())
                        .end();
            }
        });
        for (int i = 0; i < 50; i++) {
            server.enqueue(Reply.stream().event(GlmJson.delta("You are")).lastChunk());
            Exchange exchange = ask("direct:talk", "Who am I?", Map.of(Glm4Headers.CONVERSATION_ID, "anna" + i));
            assertThat(failure(exchange)).isNull();
            assertThat(exchange.getMessage().getBody()).isEqualTo("re: Again");
            assertThat(lastSent()).containsExactly("user: Again");
        }
    }

    @Test
    void manyStreamsNeedNoThreads() {
        server.otherwise(request -> Reply.completionStream("re: ", lastText(request)));
        Calls calls = new Calls(context, URI + "&streamTo=mock:chunks&maxHistoryMessages=2");
        for (int i = 0; i < 500; i++) {
            Exchange exchange = calls.newExchange();
            exchange.getMessage().setBody("question " + i);
            exchange.getMessage().setHeader(Glm4Headers.CONVERSATION_ID, "c" + i % 50);
            calls.send(exchange);
        }

        assertThat(calls.awaitAll(SOON.multipliedBy(3))).allSatisfy(call -> {
            assertThat(call.exchange().getException()).isNull();
            assertThat(call.exchange().getMessage().getBody(String.class)).startsWith("re: question");
        });
        await().untilAsserted(() -> assertThat(server.requests()).hasSize(500));
    }

    private ChatCompletionStream stream(String uri, String text) {
        Exchange exchange = ask(uri, text, Map.of(Glm4Headers.CONVERSATION_ID, "anna"));
        assertThat(failure(exchange)).isNull();
        return exchange.getMessage().getBody(ChatCompletionStream.class);
    }

    /** Is empty, and completes a write when the test allows it. */
    private static final class HeldStore implements ConversationStore {

        private final CompletableFuture<Boolean> stored = new CompletableFuture<>();
        private final CompletableFuture<String> asked = new CompletableFuture<>();

        @Override
        public CompletionStage<StoredHistory> read(String id) {
            return CompletableFuture.completedFuture(StoredHistory.NONE);
        }

        @Override
        public CompletionStage<Boolean> replace(String id, StoredHistory seen, String json) {
            asked.complete(json);
            return stored;
        }
    }
}
