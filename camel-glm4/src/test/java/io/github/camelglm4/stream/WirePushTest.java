package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.testing.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.junit.jupiter.api.Test;

/** Chunks are pushed one after the other, and the exchange ends like one without streaming. */
class WirePushTest extends WireTestSupport {

    private final List<Exchange> pushed = Collections.synchronizedList(new ArrayList<>());

    /** A route that continues later on another thread, and detects concurrent calls. */
    private static final class Later extends AsyncProcessorSupport {

        private final Executor later = CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS);
        private final AtomicInteger atWork = new AtomicInteger();

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            if (atWork.incrementAndGet() > 1) {
                exchange.setException(new AssertionError("the chunk before is not done"));
            }
            later.execute(() -> {
                atWork.decrementAndGet();
                callback.done(false);
            });
            return false;
        }
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:now").process(pushed::add);
                from("direct:later").process(new Later()).process(pushed::add);
                from("direct:third").process(e -> {
                    pushed.add(e);
                    if (pushed.size() == 3) {
                        throw new IllegalStateException("enough");
                    }
                });
            }
        };
    }

    @Test
    void theNextChunkComesWhenTheLastIsDone() {
        String[] texts = texts(100);
        server.enqueue(Reply.completionStream(texts));

        Exchange exchange = ask("glm4:a?streamTo=direct:later", "hi");

        assertThat(exchange.getException()).isNull();
        assertThat(bodies()).startsWith(texts).hasSize(texts.length + 1);
        assertThat(pushed)
                .extracting(e -> e.getMessage().getHeader("CamelGlm4ChunkIndex", int.class))
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void manyChunksThatAreDoneAtOnceDoNotDeepenTheStack() {
        server.enqueue(
                Reply.stream().repeatEvent(delta("x"), 20_000).event("[DONE]").lastChunk());

        Exchange exchange = ask("glm4:a?streamTo=direct:now", "hi");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(String.class)).hasSize(20_000);
        assertThat(pushed).hasSize(20_001);
    }

    @Test
    void everyChunkIsACopyOfTheExchangeThatAsked() {
        server.enqueue(Reply.completionStream("a", "b"));

        Exchange exchange = template.send("glm4:a?streamTo=direct:now", e -> {
            e.setProperty("mine", "too");
            e.getMessage().setBody("hi");
            e.getMessage().setHeader("tenant", 7);
            // left by an earlier call
            e.getMessage().setHeader("CamelGlm4FinishReason", "length");
            e.getMessage().setHeader("CamelGlm4TotalTokens", 99L);
        });

        assertThat(pushed).hasSize(3).allSatisfy(chunk -> {
            assertThat(chunk.getProperty(ExchangePropertyKey.CORRELATION_ID)).isEqualTo(exchange.getExchangeId());
            assertThat(chunk.getExchangeId()).isNotEqualTo(exchange.getExchangeId());
            assertThat(chunk.getProperty("mine")).isEqualTo("too");
            assertThat(chunk.getMessage().getHeader("tenant")).isEqualTo(7);
        });
        assertThat(pushed.get(0).getMessage().getHeaders())
                .doesNotContainKeys("CamelGlm4FinishReason", "CamelGlm4TotalTokens");
    }

    @Test
    void theExchangeEndsAsIfItHadNotBeenStreamed() {
        server.enqueue(Reply.completionStream("Hello", " ", "world"), Reply.completion("Hello world"));

        Exchange streamed = ask("glm4:a?streamTo=direct:now", "hi", Map.of("tenant", 7));
        Exchange whole = ask("glm4:a", "hi", Map.of("tenant", 7));

        assertThat(streamed.getMessage().getBody()).isEqualTo(whole.getMessage().getBody());
        assertThat(streamed.getMessage().getHeaders())
                .isEqualTo(whole.getMessage().getHeaders())
                .containsEntry("CamelGlm4FinishReason", "stop")
                .containsEntry("CamelGlm4TotalTokens", 19L);
    }

    @Test
    void aFailingChunkCancelsTheRequestAndFailsTheExchange() throws Exception {
        server.enqueue(Reply.stream().repeatEvent(delta("x"), Reply.FOREVER));

        Exchange exchange = ask("glm4:a?streamTo=direct:third", "hi");

        assertThat(exchange.getException())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("enough");
        assertThat(exchange.getMessage().getBody()).isEqualTo("hi");
        assertThat(pushed).hasSize(3);
        server.takeRequest(SOON).connectionClosed().get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void stopOfTheComponentFailsTheExchangeOnce() throws Exception {
        server.enqueue(Reply.stream().event(delta("a")).never());
        AtomicInteger ends = new AtomicInteger();
        Exchange exchange = context.getEndpoint("glm4:a").createExchange();
        exchange.getMessage().setBody("hi");
        var producer = context.getEndpoint("glm4:a?streamTo=direct:now").createAsyncProducer();
        producer.start();
        producer.process(exchange, doneSync -> ends.incrementAndGet());
        await().atMost(SOON).until(() -> pushed.size() == 1);

        context.getComponent("glm4").stop();

        await().atMost(SOON).until(() -> ends.get() == 1);
        assertThat(exchange.getException())
                .isInstanceOf(Glm4ConnectionException.class)
                .hasMessageContaining("stopped");
        server.awaitOpenConnections(0, SOON);
        assertThat(ends).hasValue(1);
        assertThat(pushed).hasSize(1);
    }

    private static String[] texts(int count) {
        String[] texts = new String[count];
        for (int i = 0; i < count; i++) {
            texts[i] = i + " ";
        }
        return texts;
    }

    private List<String> bodies() {
        return pushed.stream().map(e -> e.getMessage().getBody(String.class)).toList();
    }
}
