package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import io.netty.channel.nio.NioEventLoop;
import io.netty.channel.nio.NioTask;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Netty terminates an event loop that throws an Error, for example when memory runs out: its timers never fire. */
@Timeout(60)
class TerminatedEventLoopTest extends Glm4TestSupport {

    private static final int CALLS = 8;

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext created = super.createCamelContext();
        created.getComponent("glm4", Glm4Component.class).setVertx(vertx);
        return created;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:whole").to("glm4:GLM-4-Air?maxRetries=0");
                from("direct:read")
                        .to("glm4:GLM-4-Air?stream=true")
                        .process(exchange -> exchange.getMessage()
                                .getBody(ChatCompletionStream.class)
                                .text());
            }
        };
    }

    @AfterEach
    @SuppressWarnings("deprecation") // its successor is in Vert.x 5 only
    void close() throws Exception {
        context.stop();
        // Vert.x closes itself on an event loop that may be the terminated one
        assertThat(vertx.nettyEventLoopGroup()
                        .shutdownGracefully(0, SOON.toMillis(), TimeUnit.MILLISECONDS)
                        .await(SOON.toMillis()))
                .isTrue();
    }

    @Test
    void everyCallOnItFails() throws Exception {
        server.otherwise(request -> Reply.raw().never());

        assertAllFail("direct:whole");
    }

    @Test
    void everyStreamOnItFails() throws Exception {
        server.otherwise(request -> Reply.stream().event(GlmJson.delta("first")).never());

        assertAllFail("direct:read");
    }

    @Test
    void theirPermitsAreReleased() throws Exception {
        server.enqueue(Reply.raw().never());
        server.otherwise(request -> Reply.completion("an answer"));
        Calls calls = new Calls(context, "glm4:gated?maxConcurrentRequests=1&maxRetries=0");
        calls.send("on the first event loop");
        server.awaitRequests(1, LONG);
        Thread caller = new Thread(() -> calls.send("on the second, at the gate"));
        while (caller.getId() % 2 == Thread.currentThread().getId() % 2) {
            caller = new Thread(() -> calls.send("on the second, at the gate"));
        }
        caller.start();
        caller.join();

        terminate(withAConnection());

        List<Calls.Call> ended = calls.awaitAll(LONG);
        assertThat(ended.get(0).exchange().getException()).isInstanceOf(Glm4Exception.class);
        assertThat(ended.get(1).exchange().getMessage().getBody(String.class)).isEqualTo("an answer");
    }

    @Test
    void callsFailWhenAllAreTerminated() throws Exception {
        for (Iterator<EventExecutor> all = eventLoops(); all.hasNext(); ) {
            terminate(all.next());
        }
        Calls calls = new Calls(context, "glm4:gated?maxConcurrentRequests=1");

        calls.send("question");
        calls.send("question");

        assertThat(calls.awaitAll(LONG))
                .extracting(call -> call.exchange().getException())
                .allMatch(Glm4Exception.class::isInstance);
    }

    @Test
    void callsUseAnotherEventLoop() throws Exception {
        terminate(eventLoops().next());
        server.otherwise(request -> Reply.completion("an answer"));
        Calls calls = new Calls(context, "direct:whole");

        for (int i = 0; i < CALLS; i++) {
            Thread caller = new Thread(() -> calls.send("question"));
            caller.start();
            caller.join();
        }

        assertThat(calls.awaitAll(LONG))
                .extracting(call -> call.exchange().getMessage().getBody(String.class))
                .containsOnly("an answer");
    }

    private void assertAllFail(String route) throws Exception {
        Calls calls = new Calls(context, route);
        for (int i = 0; i < CALLS; i++) {
            calls.send("question");
        }
        server.awaitRequests(CALLS, LONG);

        for (Iterator<EventExecutor> all = eventLoops(); all.hasNext(); ) {
            terminate(all.next());
        }

        List<Exchange> ended =
                calls.awaitAll(LONG).stream().map(Calls.Call::exchange).toList();
        assertThat(ended).extracting(Exchange::getException).allMatch(Glm4Exception.class::isInstance);
    }

    private EventExecutor withAConnection() {
        Iterator<EventExecutor> all = eventLoops();
        EventExecutor eventLoop = all.next();
        while (((NioEventLoop) eventLoop).registeredChannels() == 0) {
            eventLoop = all.next();
        }
        return eventLoop;
    }

    @SuppressWarnings("deprecation") // its successor is in Vert.x 5 only
    private Iterator<EventExecutor> eventLoops() {
        return vertx.nettyEventLoopGroup().iterator();
    }

    private static void terminate(EventExecutor eventLoop) throws Exception {
        Pipe pipe = Pipe.open();
        pipe.source().configureBlocking(false);
        ((NioEventLoop) eventLoop).register(pipe.source(), SelectionKey.OP_READ, new NioTask<SelectableChannel>() {
            @Override
            public void channelReady(SelectableChannel channel, SelectionKey key) {
                throw new OutOfMemoryError("this is thrown on purpose");
            }

            @Override
            public void channelUnregistered(SelectableChannel channel, Throwable cause) {}
        });
        pipe.sink().write(ByteBuffer.wrap(new byte[1]));
        assertThat(eventLoop.terminationFuture().await(SOON.toMillis())).isTrue();
        pipe.sink().close();
        pipe.source().close();
    }
}
