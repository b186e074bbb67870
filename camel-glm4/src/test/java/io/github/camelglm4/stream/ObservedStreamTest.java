package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.Reply;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.LoggingLevel;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.BacklogTracer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever reads a stream on its way, such as logs and tracers, only delays its reader: no chunk is lost. */
class ObservedStreamTest extends StreamTestSupport {

    private final List<String> logged = new CopyOnWriteArrayList<>();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.setTracing(true);
        context.setBacklogTracing(true);
        context.setMessageHistory(true);
        context.getCamelContextExtension().addLogListener((exchange, logger, message) -> {
            logged.add(message);
            return message;
        });
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:plain").to(STREAMED).to("direct:read");
                from("direct:logEip")
                        .to(STREAMED)
                        .log(LoggingLevel.WARN, "the answer: ${body}")
                        .to("direct:read");
                from("direct:logEndpoint")
                        .to(STREAMED)
                        .to("log:answer?showAll=true&level=WARN")
                        .to("direct:read");
                from("direct:body")
                        .to(STREAMED)
                        .setProperty("text", simple("${body}"))
                        .setProperty("again", bodyAs(String.class))
                        .to("direct:read");
                from("direct:read").split(body()).streaming().to("mock:chunk");
                from("direct:caught")
                        .onException(Glm4TruncatedException.class)
                        .handled(true)
                        .log("a chunk was missing")
                        .to("mock:handled")
                        .end()
                        .to(STREAMED)
                        .split(body())
                        .streaming()
                        .to("mock:chunk");
                from("direct:after").log("closed").to("mock:closed");
            }
        };
    }

    private BacklogTracer backlog() {
        return context.getCamelContextExtension().getContextPlugin(BacklogTracer.class);
    }

    private void assertEveryChunkIsThere(Exchange asked) {
        assertThat(asked.getException()).isNull();
        assertThat(getMockEndpoint("mock:chunk").getExchanges())
                .extracting(Exchange::getMessage)
                .extracting(Message::getBody)
                .containsExactly("Hello", " ", "world", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:plain", "direct:logEip", "direct:logEndpoint", "direct:body"})
    void leaveEveryChunkToTheReader(String route) {
        backlog().setEnabled(true);
        server.enqueue(Reply.completionStream("Hello", " ", "world"));

        assertEveryChunkIsThere(ask(route, "hi"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct:logEip", "direct:logEndpoint"})
    void logTheWholeText(String route) {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(held("Hello", rest, " ", "world"));

        CompletableFuture<Exchange> asked =
                template.asyncSend(route, exchange -> exchange.getMessage().setBody("hi"));
        server.awaitRequests(1, SOON);
        rest.complete(null);

        assertThat(asked).succeedsWithin(SOON).satisfies(this::assertEveryChunkIsThere);
        assertThat(logged).anySatisfy(line -> assertThat(line).contains("Hello world"));
    }

    @Test
    void showTheTextToTheBacklogTracer() {
        backlog().setEnabled(true);
        server.enqueue(Reply.completionStream("Hello", " ", "world"));

        assertEveryChunkIsThere(ask("direct:plain", "hi"));

        assertThat(backlog().dumpAllTracedMessagesAsXml()).contains("Hello world");
    }

    @Test
    void doNotHideThatAStreamWasCut() {
        backlog().setEnabled(true);
        server.enqueue(deltas("Hello", " ", "world").close());

        Exchange asked = ask("direct:plain", "hi");

        assertThat(failure(asked)).isInstanceOf(Glm4TruncatedException.class);
        assertThat(getMockEndpoint("mock:chunk").getExchanges()).hasSize(3);
    }

    @Test
    void letAnErrorHandlerRunAfterACut() {
        backlog().setEnabled(true);
        server.enqueue(deltas("Hello", " ", "world").close());

        Exchange asked = ask("direct:caught", "hi");

        assertThat(asked.getException()).isNull();
        assertThat(getMockEndpoint("mock:handled").getExchanges()).hasSize(1);
    }

    @Test
    void letARouteGoOnAfterTheyWereClosed() {
        backlog().setEnabled(true);
        server.enqueue(begun("Hello"));
        ChatCompletionStream stream = open();
        stream.close();

        Exchange after = ask("direct:after", stream);

        assertThat(after.getException()).isNull();
        assertThat(getMockEndpoint("mock:closed").getExchanges()).hasSize(1);
    }

    @Test
    void areNotReadByAQuestionForTheirLength() {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(held("Hello", rest, " ", "world"));

        try (ChatCompletionStream stream = open()) {
            CompletableFuture<Long> length = CompletableFuture.supplyAsync(stream::length);
            rest.complete(null);

            assertThat(length).succeedsWithin(SOON).isEqualTo((long) "Hello world".length());
            assertThat(bodies(stream.iterator())).containsExactly("Hello", " ", "world", "");
        }
    }
}
