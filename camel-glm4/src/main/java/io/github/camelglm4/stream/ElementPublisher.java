package io.github.camelglm4.stream;

import io.github.camelglm4.error.Glm4Exception;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Publishes the elements of a stream to one subscriber according to Reactive Streams 1.0.4. Backpressure reaches the
 * socket. Signals are sent one at a time on the executor, which they do not block.
 */
public final class ElementPublisher<T> implements Flow.Publisher<T> {

    private final Object stream;
    private final StreamReader pipe;
    private final Executor executor;
    private final Function<StreamElement, T> view;

    /**
     * @param stream must not be garbage-collected while this publishes
     * @param view converts an element
     */
    public ElementPublisher(Object stream, StreamReader pipe, Executor executor, Function<StreamElement, T> view) {
        this.stream = stream;
        this.pipe = pipe;
        this.executor = executor;
        this.view = view;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber);
        boolean first = pipe.claim();
        Reading reading = new Reading(subscriber, first);
        subscriber.onSubscribe(reading);
        if (first) {
            reading.begin();
        } else {
            reading.refuse();
        }
    }

    private final class Reading implements Flow.Subscription {

        /** An unreferenced stream is closed: the subscription keeps a reference while it reads. */
        @SuppressWarnings("unused")
        private final Object held = stream;

        private final Flow.Subscriber<? super T> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final boolean mine;
        private final SerialTask publishing = new SerialTask(this::publish, executor);
        private volatile boolean begun;
        private volatile boolean over;
        private volatile IllegalArgumentException misuse;

        Reading(Flow.Subscriber<? super T> subscriber, boolean mine) {
            this.subscriber = subscriber;
            this.mine = mine;
        }

        @Override
        public void request(long count) {
            if (count <= 0) {
                misuse = new IllegalArgumentException("rule 3.9: the demand must be positive, but is " + count);
            } else {
                demand.updateAndGet(before -> before + count < 0 ? Long.MAX_VALUE : before + count);
            }
            if (begun) {
                publishing.request();
            }
        }

        @Override
        public void cancel() {
            over = true;
            if (mine) {
                pipe.close();
            }
        }

        /** Sends signals after {@code onSubscribe}, which may have requested elements already. */
        void begin() {
            begun = true;
            publishing.request();
        }

        void refuse() {
            if (!over) {
                over = true;
                Glm4Exception failure = pipe.failure();
                subscriber.onError(
                        failure != null ? failure : new IllegalStateException("the stream has a reader already"));
            }
        }

        private void publish() {
            try {
                while (!over && misuse == null && demand.get() > 0) {
                    StreamElement element = pipe.poll();
                    if (element == null) {
                        pipe.whenReadable(publishing::request);
                        return;
                    }
                    demand.decrementAndGet();
                    next(element);
                }
                if (!over && misuse != null) {
                    throw misuse;
                }
            } catch (RuntimeException | Error e) {
                if (!over) {
                    over = true;
                    pipe.close();
                    subscriber.onError(e);
                }
            }
        }

        private void next(StreamElement element) {
            subscriber.onNext(view.apply(element));
            if (element.isEnd() && !over) {
                over = true;
                subscriber.onComplete();
            }
        }
    }
}
