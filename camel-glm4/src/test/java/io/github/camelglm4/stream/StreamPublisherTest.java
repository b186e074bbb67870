package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** A stream is a Reactive Streams publisher: no signal without demand, none after cancel, one subscriber. */
class StreamPublisherTest extends StreamTestSupport {

    private final RecordingSubscriber subscriber = new RecordingSubscriber();

    private void awaitBodies(String... bodies) {
        await().atMost(SOON).until(() -> subscriber.bodies.equals(List.of(bodies)));
    }

    @Test
    void publishesEveryChunkAndCompletes() {
        server.enqueue(Reply.completionStream("Hello", " ", "world"));

        open().publisher().subscribe(subscriber);
        subscriber.subscription.request(Long.MAX_VALUE);
        subscriber.subscription.request(Long.MAX_VALUE);

        assertThat(subscriber.end).succeedsWithin(SOON);
        assertThat(subscriber.bodies).containsExactly("Hello", " ", "world", "");
        assertThat(subscriber.threads).allSatisfy(name -> assertThat(name).contains("glm4"));
    }

    @Test
    void publishesNoMoreThanWasAskedFor() {
        CompletableFuture<Instant> allSent = new CompletableFuture<>();
        server.enqueue(deltas("a", "b", "c", "d").tell(allSent).never());
        ChatCompletionStream stream = open();
        assertThat(allSent).succeedsWithin(SOON);

        stream.publisher().subscribe(subscriber);
        assertThat(subscriber.bodies).isEmpty();
        subscriber.subscription.request(1);
        awaitBodies("a");
        subscriber.subscription.request(1);
        awaitBodies("a", "b");
        subscriber.subscription.request(2);
        awaitBodies("a", "b", "c", "d");

        assertThat(subscriber.end).isNotDone();
    }

    @Test
    void publishesWhatComesLaterWithoutAThreadThatWaits() {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(held("Hello", rest, " world"));

        open().publisher().subscribe(subscriber);
        subscriber.subscription.request(10);
        awaitBodies("Hello");
        rest.complete(null);

        assertThat(subscriber.end).succeedsWithin(SOON);
        assertThat(subscriber.bodies).containsExactly("Hello", " world", "");
    }

    @Test
    void failsAfterEveryChunkThatCame() {
        server.enqueue(deltas("Hello", " world").close());

        open().publisher().subscribe(subscriber);
        subscriber.subscription.request(10);

        assertThat(subscriber.end)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(Glm4TruncatedException.class);
        assertThat(subscriber.bodies).containsExactly("Hello", " world");
    }

    @Tag("timing")
    @Test
    void cancelsTheRequestWithTheSubscription() {
        server.enqueue(begun("Hello", " world"));
        open().publisher().subscribe(subscriber);
        subscriber.subscription.request(1);
        awaitBodies("Hello");

        subscriber.subscription.cancel();
        subscriber.subscription.request(5);

        assertCanceled(request());
        assertThat(subscriber.bodies).containsExactly("Hello");
        assertThat(subscriber.end).as("there is no signal after cancel").isNotDone();
    }

    @Tag("timing")
    @Test
    void refusesADemandOfNothingAndCancelsTheRequest() {
        server.enqueue(begun("Hello"));

        open().publisher().subscribe(subscriber);
        subscriber.subscription.request(0);

        assertThat(subscriber.end)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .isInstanceOf(IllegalArgumentException.class)
                .withMessageContaining("3.9");
        assertCanceled(request());
    }

    @Tag("timing")
    @Test
    void cancelsTheRequestWhenTheSubscriberThrows() {
        server.enqueue(begun("Hello"));
        RecordingSubscriber failing = new RecordingSubscriber() {
            @Override
            public void onNext(Message message) {
                throw new IllegalStateException("no");
            }
        };

        open().publisher().subscribe(failing);
        failing.subscription.request(1);

        assertCanceled(request());
    }

    @Test
    void refusesASecondSubscriberWithoutHarmToTheFirst() {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(held("Hello", rest, " world"));
        Flow.Publisher<Message> publisher = open().publisher();
        publisher.subscribe(subscriber);
        RecordingSubscriber second = new RecordingSubscriber() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(10);
            }
        };
        RecordingSubscriber third = new RecordingSubscriber() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.cancel();
            }
        };

        publisher.subscribe(second);
        publisher.subscribe(third);
        rest.complete(null);
        subscriber.subscription.request(10);

        assertThat(second.end)
                .failsWithin(SOON)
                .withThrowableThat()
                .havingCause()
                .withMessageContaining("reader already");
        assertThat(subscriber.end).succeedsWithin(SOON);
        assertThat(subscriber.bodies).containsExactly("Hello", " world", "");
        assertThat(second.bodies).isEmpty();
    }

    @Tag("timing")
    @Test
    void tellsNothingBeforeTheSubscriberHasItsSubscription() {
        server.enqueue(Reply.completionStream("Hello"));
        RecordingSubscriber early = new RecordingSubscriber() {
            @Override
            public void onSubscribe(Flow.Subscription given) {
                given.request(10);
                // a signal at this point is too early
                await().during(Duration.ofMillis(100)).until(bodies::isEmpty);
            }
        };

        open().publisher().subscribe(early);

        assertThat(early.end).succeedsWithin(SOON);
    }

    @Test
    void convertsToAPublisherOfReactiveStreams() {
        server.enqueue(Reply.completionStream("Hello", " ", "world"));

        @SuppressWarnings("unchecked")
        Publisher<Message> publisher = context.getTypeConverter().convertTo(Publisher.class, open());
        publisher.subscribe(FlowAdapters.toSubscriber(subscriber));
        subscriber.subscription.request(10);

        assertThat(subscriber.end).succeedsWithin(SOON);
        assertThat(subscriber.bodies).containsExactly("Hello", " ", "world", "");
    }

    @Tag("timing")
    @Test
    void readsNoFurtherAheadThanItsBuffer() {
        server.enqueue(Reply.stream()
                .repeatEvent(GlmJson.delta("x".repeat(10_000)), 4_000)
                .never());
        open(STREAMED + "&maxResponseSize=100000000").publisher().subscribe(subscriber);
        RecordedRequest request = request();

        AtomicLong before = new AtomicLong(-1);
        await().atMost(SOON).during(Duration.ofMillis(300)).until(() -> {
            long now = request.bytesWritten();
            return before.getAndSet(now) == now;
        });
        assertThat(request.bytesWritten())
                .as("of 40 MB, with what the kernel buffers")
                .isLessThan(20_000_000);
        subscriber.subscription.request(1);
        awaitBodies("x".repeat(10_000));
        subscriber.subscription.cancel();

        assertCanceled(request);
    }
}
