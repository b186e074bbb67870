package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import io.vertx.core.Vertx;
import java.io.InputStream;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/**
 * A failed stream reports its failure to its reader, once, after every received chunk; no reader takes a partial answer
 * for a complete one.
 */
class StreamFailureTest extends StreamTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:split").to(STREAMED).split(body()).streaming().to("mock:chunk");
                from("direct:redelivered")
                        .onException(Glm4Exception.class)
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .end()
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .to("mock:chunk");
                from("direct:twice")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .to("mock:chunk")
                        .end()
                        .split(body())
                        .streaming()
                        .to("mock:second");
                from("direct:afterFailedChunk")
                        .to(STREAMED)
                        .doTry()
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .throwException(new IllegalStateException("no"))
                        .end()
                        .endDoTry()
                        .doCatch(Exception.class)
                        .split(body())
                        .streaming()
                        .to("mock:second");
            }
        };
    }

    private static Reply cutAfter(int chunks) {
        return deltas(Collections.nCopies(chunks, "x").toArray(String[]::new)).close();
    }

    @Test
    void deliversEveryChunkOfACutStreamAndThenTheFailure() throws Exception {
        server.enqueue(cutAfter(20));
        getMockEndpoint("mock:chunk").expectedMessageCount(20);

        Exchange asked = ask("direct:split", "hi");

        getMockEndpoint("mock:chunk").assertIsSatisfied();
        assertThat(failure(asked)).isInstanceOf(Glm4TruncatedException.class);
        assertThat(((Glm4Exception) failure(asked)).getText()).isEqualTo("x".repeat(20));
    }

    @Test
    void failsTheWholeAnswerAsItsChunks() {
        server.enqueue(deltas("a", "b").close());

        assertThat(open().completion())
                .failsWithin(SOON)
                .withThrowableThat()
                .withCauseInstanceOf(Glm4TruncatedException.class);
    }

    @Test
    void deliversEveryChunkBeforeAnErrorEvent() throws Exception {
        server.enqueue(
                deltas("Hello", " world").event(GlmJson.error("1305", "busy")).lastChunk());
        getMockEndpoint("mock:chunk").expectedBodiesReceived("Hello", " world");

        Exchange asked = ask("direct:split", "hi");

        getMockEndpoint("mock:chunk").assertIsSatisfied();
        assertThat(failure(asked)).isInstanceOf(Glm4OverloadedException.class).hasMessageContaining("busy");
        assertThat(server.requests()).as("a retry would double the text").hasSize(1);
    }

    @Test
    void failsARedeliveredSplitAgain() throws Exception {
        server.enqueue(cutAfter(20));
        getMockEndpoint("mock:chunk").expectedMessageCount(20);

        Exchange asked = ask("direct:redelivered", "hi");

        getMockEndpoint("mock:chunk").assertIsSatisfied();
        assertThat(failure(asked)).isInstanceOf(Glm4TruncatedException.class);
        assertThat(asked.getMessage().getHeader(Exchange.REDELIVERY_COUNTER)).isEqualTo(2);
    }

    @Test
    void givesEveryFurtherReaderTheFirstFailure() {
        server.enqueue(cutAfter(1));
        ChatCompletionStream stream = open();

        Throwable first = catchThrowableOfType(Glm4Exception.class, () -> bodies(stream.iterator()));

        assertThat(first).isInstanceOf(Glm4TruncatedException.class);
        assertThatThrownBy(stream.iterator()::next).isSameAs(first);
        assertThatThrownBy(stream.inputStream()::read).isSameAs(first);
        assertThatThrownBy(stream::text).isSameAs(first);
    }

    @Test
    void refusesASecondReaderOfAGoodStream() throws Exception {
        server.enqueue(Reply.completionStream("Hello", " world"));
        getMockEndpoint("mock:chunk").expectedMessageCount(3);
        getMockEndpoint("mock:second").expectedMessageCount(0);

        Exchange asked = ask("direct:twice", "hi");

        assertThat(failure(asked)).isInstanceOf(IllegalStateException.class).hasMessageContaining("reader already");
        getMockEndpoint("mock:chunk").assertIsSatisfied();
        getMockEndpoint("mock:second").assertIsSatisfied();
    }

    @Test
    void refusesToReadAStreamThatAFailedChunkClosed() {
        server.enqueue(begun("Hello", " world"));

        Exchange asked = ask("direct:afterFailedChunk", "hi");

        assertThat(failure(asked)).isInstanceOf(Glm4Exception.class).hasMessageContaining("closed before its end");
    }

    @Test
    void refusesToReadAClosedStream() {
        server.enqueue(begun("Hello", " world"));
        ChatCompletionStream stream = open();

        stream.close();

        assertThatThrownBy(() -> bodies(stream.iterator())).hasMessageContaining("closed before its end");
        assertThatThrownBy(stream.inputStream()::read).hasMessageContaining("closed before its end");
        assertThatThrownBy(stream::text).hasMessageContaining("closed before its end");
    }

    @Test
    void neitherWaitsNorThrowsWhenAskedForMore() {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(Reply.stream().event(GlmJson.delta("Hello")).await(rest).close());
        Iterator<Message> reader = open().iterator();
        reader.next();

        assertThat(CompletableFuture.supplyAsync(reader::hasNext))
                .as("nothing has come yet")
                .succeedsWithin(SOON)
                .isEqualTo(true);
        rest.complete(null);
        assertThatThrownBy(reader::next).isInstanceOf(Glm4TruncatedException.class);
        assertThat(reader.hasNext()).as("the failure was reported").isFalse();
        assertThatThrownBy(reader::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void tellsEveryReadOfTextOfTheFailure() throws Exception {
        server.enqueue(cutAfter(2));
        InputStream text = open().inputStream();

        assertThat(text.readNBytes(2)).asString().isEqualTo("xx");
        assertThatThrownBy(text::read).isInstanceOf(Glm4TruncatedException.class);
        assertThatThrownBy(text::read).isInstanceOf(Glm4TruncatedException.class);
    }

    @Test
    void refusesToWaitOnAnEventLoop() {
        server.enqueue(begun("Hello"), begun("Hello"));
        Iterator<Message> reader = open().iterator();
        reader.next();
        ChatCompletionStream other = open();
        Vertx vertx = Vertx.vertx();
        try {
            assertThat(onEventLoop(vertx, reader::next))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessageContaining("event loop");
            assertThat(onEventLoop(vertx, other::text))
                    .failsWithin(SOON)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(IllegalStateException.class)
                    .withMessageContaining("event loop");
        } finally {
            vertx.close();
        }
    }

    private static CompletableFuture<Void> onEventLoop(Vertx vertx, Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        vertx.runOnContext(v -> {
            try {
                action.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
