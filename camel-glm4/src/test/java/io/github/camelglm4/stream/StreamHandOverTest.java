package io.github.camelglm4.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;

/** A completed exchange leaves its stream open for the next owner. */
class StreamHandOverTest extends StreamTestSupport {

    /** Completed when the calling exchange is done; only then the server sends the rest. */
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:answer").to(STREAMED);
                from("direct:seda").to(STREAMED).to("seda:read?waitForTaskToComplete=Never");
                from("direct:wireTap").to(STREAMED).wireTap("direct:read").setBody(constant("asked"));
                from("seda:read?pollTimeout=10").to("direct:read");
                from("direct:read").split(body()).streaming().to("mock:chunk");
                from("direct:handledChunks")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .to("direct:handledChunk");
                from("direct:handledChunk")
                        .onException(IllegalStateException.class)
                        .handled(true)
                        .end()
                        .to("mock:chunk")
                        .throwException(new IllegalStateException("handled"));
                from("direct:caughtChunks")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .doTry()
                        .to("mock:chunk")
                        .throwException(new IllegalStateException("caught"))
                        .doCatch(IllegalStateException.class)
                        .end();
                from("direct:view")
                        .to(STREAMED)
                        .convertBodyTo(InputStream.class)
                        .doTry()
                        .throwException(new IllegalStateException("of no matter"))
                        .doCatch(IllegalStateException.class)
                        .end();
                from("direct:fallback")
                        .doTry()
                        .throwException(new IllegalStateException("the first model is away"))
                        .doCatch(IllegalStateException.class)
                        .to(STREAMED)
                        .end();
            }
        };
    }

    @Test
    void isReadByTheCallerOfATemplate() {
        server.enqueue(held("Hello", done, " world"));

        ChatCompletionStream stream = template.requestBody("direct:answer", "hi", ChatCompletionStream.class);
        done.complete(null);

        assertThat(bodies(stream.iterator())).containsExactly("Hello", " world", "");
    }

    @Test
    void isReadAsAViewAfterACaughtFailure() throws IOException {
        server.enqueue(held("Hello", done, " world"));

        InputStream view = template.requestBody("direct:view", "hi", InputStream.class);
        done.complete(null);

        assertThat(new String(view.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("Hello world");
    }

    @Test
    void isReadByTheCallerAfterAFallback() {
        server.enqueue(held("Hello", done, " world"));

        ChatCompletionStream stream = template.requestBody("direct:fallback", "hi", ChatCompletionStream.class);
        done.complete(null);

        assertThat(bodies(stream.iterator())).containsExactly("Hello", " world", "");
    }

    @Test
    void isReadBehindASedaQueue() throws Exception {
        assertReadAfterwards("direct:seda");
    }

    @Test
    void isReadByAWireTap() throws Exception {
        assertReadAfterwards("direct:wireTap");
    }

    private void assertReadAfterwards(String route) throws InterruptedException {
        MockEndpoint chunks = getMockEndpoint("mock:chunk");
        chunks.expectedBodiesReceived("Hello", " world", "");
        server.enqueue(held("Hello", done, " world"));

        Exchange asked = ask(route, "hi");
        assertThat(asked.getException()).isNull();
        done.complete(null);

        chunks.assertIsSatisfied();
    }

    @Test
    void isReadOnAfterHandledFailuresOfChunks() throws Exception {
        assertReadToTheEnd("direct:handledChunks");
    }

    @Test
    void isReadOnAfterCaughtFailuresOfChunks() throws Exception {
        assertReadToTheEnd("direct:caughtChunks");
    }

    private void assertReadToTheEnd(String route) throws InterruptedException {
        MockEndpoint chunks = getMockEndpoint("mock:chunk");
        chunks.expectedBodiesReceived("Hello", " ", "world", "");
        server.enqueue(Reply.completionStream("Hello", " ", "world"));

        Exchange asked = ask(route, "hi");

        assertThat(asked.getException()).isNull();
        chunks.assertIsSatisfied();
    }
}
