package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If no reader of a stream is left, its request is canceled at once. */
@Tag("timing")
class StreamCancelTest extends StreamTestSupport {

    private static final IllegalStateException FAILURE = new IllegalStateException("the route says no");

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                afterTheCall();
                handled();
                chunks();
            }

            private void afterTheCall() {
                from("direct:fails").to(STREAMED).throwException(FAILURE);
                from("direct:rollback").to(STREAMED).rollback("no");
                from("direct:markRollbackOnly").to(STREAMED).markRollbackOnly();
                from("direct:markRollbackOnlyLast").to(STREAMED).markRollbackOnlyLast();
                from("direct:failsInAnotherRoute").to(STREAMED).to("direct:no");
                from("direct:no").throwException(FAILURE);
                from("direct:sedaFails").to(STREAMED).to("seda:no?waitForTaskToComplete=Never");
                from("seda:no?pollTimeout=10").throwException(FAILURE);
            }

            private void handled() {
                from("direct:handled")
                        .onException(IllegalStateException.class)
                        .handled(true)
                        .setBody(constant("sorry"))
                        .end()
                        .to(STREAMED)
                        .throwException(FAILURE);
                from("direct:caught")
                        .doTry()
                        .to(STREAMED)
                        .throwException(FAILURE)
                        .doCatch(IllegalStateException.class)
                        .setBody(constant("sorry"))
                        .end();
            }

            private void chunks() {
                from("direct:chunk").to(STREAMED).split(body()).streaming().throwException(FAILURE);
                from("direct:chunkStops")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .throwException(FAILURE);
                from("direct:chunkInParallel")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .parallelProcessing()
                        .throwException(FAILURE);
                from("direct:chunkOfAnotherRoute")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .to("direct:no");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fails",
                "rollback",
                "markRollbackOnly",
                "markRollbackOnlyLast",
                "failsInAnotherRoute",
                "sedaFails",
                "handled",
                "caught",
                "chunk",
                "chunkStops",
                "chunkInParallel",
                "chunkOfAnotherRoute"
            })
    void isCanceledWithTheExchange(String route) {
        server.enqueue(begun("Hello", " world"));

        template.asyncSend("direct:" + route, exchange -> exchange.getMessage().setBody("hi"));

        assertCanceled(request());
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunk", "chunkStops", "chunkInParallel"})
    void failsTheExchangeWithTheFailureOfItsChunk(String route) {
        server.enqueue(begun("Hello", " world"));

        Exchange asked = ask("direct:" + route, "hi");

        assertThat(asked.getException(IllegalStateException.class)).isSameAs(FAILURE);
    }

    @Test
    void isCanceledWhenTheReaderThrowsAtTheThirdChunk() throws Exception {
        CompletableFuture<String> third = new CompletableFuture<>();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:third")
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .stopOnException()
                        .process(e -> {
                            if (e.getMessage().getHeader("CamelGlm4ChunkIndex", int.class) == 2) {
                                third.complete(e.getMessage().getBody(String.class));
                                throw FAILURE;
                            }
                            assertThat(third).isNotDone();
                        });
            }
        });
        server.enqueue(deltas("a").repeatEvent(GlmJson.delta("b"), Reply.FOREVER));

        Exchange exchange = ask("direct:third", "hi");

        assertThat(exchange.getException()).hasStackTraceContaining(FAILURE.getMessage());
        assertThat(third).isCompletedWithValue("b");
        assertThat(request().connectionClosed()).succeedsWithin(SOON);
    }

    @Test
    void isCanceledByClose() {
        server.enqueue(begun("Hello", " world"));
        ChatCompletionStream stream = open();

        stream.close();
        stream.close();

        assertCanceled(request());
    }

    @Test
    void isCanceledByCloseWhileAReaderWaits() {
        server.enqueue(begun("Hello"));
        ChatCompletionStream stream = open();
        Iterator<Message> reader = stream.iterator();
        reader.next();
        CompletableFuture<Message> waiting = CompletableFuture.supplyAsync(reader::next);

        stream.close();

        assertCanceled(request());
        assertThat(waiting).failsWithin(SOON);
    }

    @Test
    void isCanceledWithTheInputStream() throws Exception {
        server.enqueue(begun("Hello"));
        InputStream text = open().inputStream();
        text.read();

        text.close();

        assertCanceled(request());
    }

    @Test
    void isCanceledWithTheReader() throws Exception {
        server.enqueue(begun("Hello"));
        Reader text = open().reader();
        text.read();

        text.close();

        assertCanceled(request());
    }

    @Test
    void isCanceledWithTheComponentAndTellsItsReader() {
        server.enqueue(begun("Hello", " world"));
        ChatCompletionStream stream = open();
        Iterator<Message> reader = stream.iterator();
        RecordedRequest request = request();
        assertThat(reader.next().getBody()).isEqualTo("Hello");
        assertThat(reader.next().getBody()).isEqualTo(" world");

        context.getComponent("glm4").stop();

        assertCanceled(request);
        assertThatThrownBy(reader::next)
                .isInstanceOf(Glm4ConnectionException.class)
                .hasMessageContaining("stopped");
    }
}
