package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.RawClient;
import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A route's own source of text is closed when its caller is gone, even while somebody waits for its next piece. */
@Timeout(60)
class CallerGoneSourceTest extends ServedLifeTestSupport {

    private final CompletableFuture<Void> read = new CompletableFuture<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final CompletableFuture<Void> slowStep = new CompletableFuture<>();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                onCompletion().process(completed::add);
                from("glm4:stream").process(e -> e.getMessage().setBody(new SilentStream()));
                from("glm4:reader").process(e -> e.getMessage().setBody(new SilentReader()));
                from("glm4:iterable").process(e -> e.getMessage().setBody(new SilentIterable()));
                from("glm4:publisher").process(e -> e.getMessage().setBody(silentPublisher()));
                from("glm4:slow")
                        .process(e -> {
                            read.complete(null);
                            slowStep.get(LATER.toSeconds(), TimeUnit.SECONDS);
                        })
                        .process(e -> e.getMessage().setBody(new SilentStream()));
            }
        };
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"stream", "reader", "iterable", "publisher"})
    void closesASourceThatHasNothingToSay(String model) throws Exception {
        RawClient client = asks(streaming(model));
        read.get(LATER.toSeconds(), TimeUnit.SECONDS);
        assertUnderWay();

        client.hangUp();

        assertThat(closed.await(LATER.toSeconds(), TimeUnit.SECONDS)).isTrue();
        awaitDone();
    }

    @Test
    void closesASourceThatTheRouteMadeAfterThat() throws Exception {
        RawClient client = asks(streaming("slow"));
        read.get(LATER.toSeconds(), TimeUnit.SECONDS);
        client.hangUp();
        assertUnderWay();

        slowStep.complete(null);

        assertThat(closed.await(LATER.toSeconds(), TimeUnit.SECONDS)).isTrue();
        awaitDone();
    }

    /** Returns only when it is closed. */
    private void waitForEver() {
        read.complete(null);
        try {
            assertThat(closed.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class SilentStream extends InputStream {
        @Override
        public int read() {
            waitForEver();
            return -1;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private final class SilentReader extends Reader {
        @Override
        public int read(char[] buffer, int from, int count) {
            waitForEver();
            return -1;
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private final class SilentIterable implements Iterable<String>, Iterator<String>, AutoCloseable {
        @Override
        public Iterator<String> iterator() {
            return this;
        }

        @Override
        public boolean hasNext() {
            waitForEver();
            return false;
        }

        @Override
        public String next() {
            throw new AssertionError("there is no next one");
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private Flow.Publisher<String> silentPublisher() {
        return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long count) {
                read.complete(null);
            }

            @Override
            public void cancel() {
                closed.countDown();
            }
        });
    }
}
