package io.github.camelglm4.binding.served;

import io.github.camelglm4.stream.SerialTask;
import io.github.camelglm4.stream.StreamElement;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes text that has to be pulled, to one subscriber, on the executor. A thread is held while the source makes it wait,
 * which is the source's way, but none while nobody asks for more.
 */
final class PulledTextPublisher implements Flow.Publisher<StreamElement> {

    private static final Logger LOG = LoggerFactory.getLogger(PulledTextPublisher.class);

    private final PulledText text;
    private final Executor executor;

    PulledTextPublisher(PulledText text, Executor executor) {
        this.text = text;
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super StreamElement> subscriber) {
        subscriber.onSubscribe(new Pulling(subscriber));
    }

    private final class Pulling implements Flow.Subscription {

        private final Flow.Subscriber<? super StreamElement> subscriber;
        private final AtomicLong demand = new AtomicLong();
        private final SerialTask pulling = new SerialTask(this::pullWanted, executor);
        private final AtomicBoolean over = new AtomicBoolean();

        Pulling(Flow.Subscriber<? super StreamElement> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void request(long count) {
            demand.addAndGet(count);
            pulling.request();
        }

        /** Closes the source on another thread: one that waits for its next piece would not come to do it. */
        @Override
        public void cancel() {
            if (over.compareAndSet(false, true)) {
                executor.execute(this::close);
            }
        }

        private void pullWanted() {
            while (!over.get() && demand.get() > 0) {
                demand.decrementAndGet();
                pull();
            }
        }

        private void pull() {
            try {
                StreamElement piece = text.next();
                if (piece != null) {
                    subscriber.onNext(piece);
                } else if (over.compareAndSet(false, true)) {
                    close();
                    subscriber.onComplete();
                }
            } catch (Exception | Error e) {
                if (over.compareAndSet(false, true)) {
                    close();
                    subscriber.onError(e);
                }
            }
        }

        private void close() {
            try {
                text.close();
            } catch (Exception | Error e) {
                LOG.debug("The source of an answer could not be closed", e);
            }
        }
    }
}
