package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.lang.ref.WeakReference;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Streams that have passed through a gateway are garbage, however they ended. */
class ForgottenStreamTest extends ServingTestSupport {

    private final Queue<WeakReference<ChatCompletionStream>> streams = new ConcurrentLinkedQueue<>();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy").to("glm4:GLM-4-Air").process(this::remember);
                from("glm4:handy").to("glm4:GLM-4-Air?tools=clock").process(this::remember);
                from("glm4-tool:clock").setBody(constant("noon"));
            }

            private void remember(Exchange exchange) {
                streams.add(new WeakReference<>(exchange.getMessage().getBody(ChatCompletionStream.class)));
            }
        };
    }

    @Test
    void whenItWasWhole() throws Exception {
        server.enqueue(Reply.completionStream("Hello", " world"));

        assertThat(ask("proxy")).contains("world").contains("[DONE]");

        assertForgotten();
    }

    @Test
    void whenItFailed() throws Exception {
        server.enqueue(Reply.stream()
                .event(GlmJson.delta("Hello"))
                .event(GlmJson.error("1305", "busy"))
                .lastChunk());

        assertThat(ask("proxy")).contains("Hello").contains("overloaded_error");

        assertForgotten();
    }

    @Test
    void whenItIsOneOfSeveralRequests() throws Exception {
        server.enqueue(Reply.completionStream("Hello", " world"));

        assertThat(ask("handy")).contains("world").contains("[DONE]");

        assertForgotten();
    }

    private String ask(String model) throws Exception {
        return send(chat(asking(model, "hi", ",\"stream\":true"))).body();
    }

    private void assertForgotten() {
        assertThat(streams).hasSize(1);
        await().atMost(LATER).until(() -> {
            System.gc();
            return streams.peek().get() == null;
        });
    }
}
