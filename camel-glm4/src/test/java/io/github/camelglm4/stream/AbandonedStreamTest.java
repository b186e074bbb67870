package io.github.camelglm4.stream;

import static io.github.camelglm4.testing.Patience.SOON;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Message;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** An unread stream is abandoned after a timeout, and at once if it can never be read. */
class AbandonedStreamTest extends StreamTestSupport {

    @Tag("timing")
    @Test
    void isCanceledWhenItLiesUnread() {
        server.enqueue(begun("Hello", " world"));
        ChatCompletionStream stream = open(STREAMED + "&abandonTimeout=100");
        RecordedRequest request = request();

        assertCanceled(request);

        assertThatThrownBy(stream.iterator()::next)
                .isInstanceOf(Glm4TimeoutException.class)
                .hasMessageContaining("abandonTimeout of 100 ms");
        assertThatThrownBy(stream::text).isInstanceOf(Glm4TimeoutException.class);
    }

    @Tag("timing")
    @Test
    void isCanceledWhenItsReaderStopsReading() {
        server.enqueue(begun("Hello", " world"));
        Iterator<Message> reader = open(STREAMED + "&abandonTimeout=200").iterator();

        assertThat(reader.next().getBody()).isEqualTo("Hello");
        assertCanceled(request());

        assertThatThrownBy(reader::next).isInstanceOf(Glm4TimeoutException.class);
    }

    @Tag("timing")
    @Test
    void isKeptForAReaderThatWaitsLongerForTheService() {
        Duration pause = Duration.ofMillis(800);
        server.enqueue(ended(Reply.stream()
                .event(GlmJson.delta("Hello"))
                .delay(pause)
                .event(GlmJson.delta(" "))
                .delay(pause)
                .event(GlmJson.delta("world"))));

        ChatCompletionStream stream = open(STREAMED + "&abandonTimeout=400");

        assertThat(bodies(stream.iterator())).containsExactly("Hello", " ", "world", "");
    }

    /** With a check every 1.2 s, the second chunk is unread for a third of the timeout at the second check. */
    @Tag("timing")
    @Test
    void countsOnlyTheTimeThatSomethingLayThere() {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(ended(Reply.stream()
                .event(GlmJson.delta("Hello"))
                .delay(Duration.ofMillis(2000))
                .event(GlmJson.delta(" world"))
                .await(rest)));
        Iterator<Message> reader = open(STREAMED + "&abandonTimeout=1200").iterator();
        reader.next();

        assertThat(request().connectionClosed()).as("the second check").failsWithin(Duration.ofMillis(2600));
        rest.complete(null);

        assertThat(bodies(reader)).containsExactly(" world", "");
    }

    @Tag("timing")
    @Test
    void staysReadableOnceItIsWhole() {
        server.enqueue(Reply.completionStream("Hello", " world"));
        ChatCompletionStream stream = open(STREAMED + "&abandonTimeout=50");
        CompletableFuture<ChatCompletion> longAfter =
                new CompletableFuture<ChatCompletion>().completeOnTimeout(null, 300, MILLISECONDS);

        assertThat(longAfter).succeedsWithin(SOON);

        assertThat(bodies(stream.iterator())).containsExactly("Hello", " world", "");
    }

    @Test
    void isCanceledWhenItIsGarbage() {
        server.enqueue(begun("Hello", " world"));
        openAndForget();
        RecordedRequest request = request();

        await().atMost(SOON).until(() -> {
            System.gc();
            return request.connectionClosed().isDone();
        });
    }

    private void openAndForget() {
        assertThat(open().iterator().next().getBody()).isEqualTo("Hello");
    }

    @Test
    void isNoGarbageWhileItsCompletionIsAwaited() {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(held("Hello", rest, " world"));
        WeakReference<ChatCompletionStream> stream = new WeakReference<>(open());
        CompletableFuture<ChatCompletion> completion = stream.get().completion();

        collectGarbage();

        assertThat(stream.get()).isNotNull();
        rest.complete(null);
        assertThat(completion)
                .succeedsWithin(SOON)
                .extracting(ChatCompletion::text)
                .isEqualTo("Hello world");
    }

    @Test
    void isNoGarbageWhileASubscriberWaits() {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.enqueue(held("Hello", rest, " world"));
        RecordingSubscriber subscriber = new RecordingSubscriber();
        WeakReference<ChatCompletionStream> stream = new WeakReference<>(open());
        stream.get().publisher().subscribe(subscriber);
        subscriber.subscription.request(10);
        subscriber.subscription = null;
        await().atMost(SOON).until(() -> subscriber.bodies.size() == 1);

        collectGarbage();
        rest.complete(null);

        assertThat(subscriber.end).succeedsWithin(SOON);
    }

    private static void collectGarbage() {
        WeakReference<Object> garbage = new WeakReference<>(new Object());
        await().atMost(SOON).until(() -> {
            System.gc();
            return garbage.get() == null;
        });
    }
}
