package io.github.camelglm4.pool;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.testing.Calls;
import io.github.camelglm4.testing.ComponentThreads;
import io.github.camelglm4.testing.Reply;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Route code that blocks its thread while it reads a stream delays no other call: it never runs on an event loop. */
@Timeout(60)
class BlockedReadersTest extends Glm4TestSupport {

    /** More than there are event loops on any machine that tests run on, and than the pool has threads at first. */
    private static final int BLOCKED = 64;

    private final CountDownLatch blocked = new CountDownLatch(BLOCKED);
    private final CountDownLatch release = new CountDownLatch(1);
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:push").to("glm4:GLM-4-Air?streamTo=direct:block");
                from("direct:split")
                        .to("glm4:GLM-4-Air?stream=true")
                        .split(body())
                        .streaming()
                        .to("direct:block");
                from("direct:block").process(exchange -> block());
                from("direct:subscribe").to("glm4:GLM-4-Air?stream=true").process(this::subscribe);
                from("direct:other").to("glm4:GLM-4-Air");
            }

            private void subscribe(Exchange exchange) {
                exchange.getMessage()
                        .getBody(ChatCompletionStream.class)
                        .publisher()
                        .subscribe(new Blocking());
            }
        };
    }

    private void block() {
        threads.add(Thread.currentThread());
        blocked.countDown();
        try {
            release.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"push", "split", "subscribe"})
    void holdUpNobodyElse(String route) throws Exception {
        server.otherwise(request ->
                request.text().contains("other") ? Reply.completion("fine") : Reply.completionStream("one", "two"));
        Calls reading = new Calls(context, "direct:" + route);
        try {
            for (int i = 0; i < BLOCKED; i++) {
                reading.send("read");
            }
            assertThat(blocked.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();

            Calls other = new Calls(context, "direct:other");
            assertThat(other.send("other").await(LONG).getMessage().getBody()).isEqualTo("fine");
        } finally {
            release.countDown();
        }
        reading.awaitAll(LONG);
        assertThat(threads).noneMatch(ComponentThreads::isEventLoop);
    }

    private final class Blocking implements Flow.Subscriber<Object> {

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(1);
        }

        @Override
        public void onNext(Object element) {
            block();
        }

        @Override
        public void onError(Throwable failure) {
            // the stream is closed with the test
        }

        @Override
        public void onComplete() {
            // not asked for so much
        }
    }
}
