package io.github.camelglm4.binding.served;

import io.github.camelglm4.stream.SerialTask;
import io.github.camelglm4.stream.StreamElement;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A subscription to text that is read from a blocking source, on the executor. A thread waits only if text is requested
 * and the source has none.
 */
final class PulledText implements Flow.Subscription {

    private static final Logger LOG = LoggerFactory.getLogger(PulledText.class);

    private final Callable<StreamElement> next;
    private final AutoCloseable source;
    private final Flow.Subscriber<? super StreamElement> subscriber;
    private final Executor executor;
    private final AtomicLong demand = new AtomicLong();
    private final SerialTask pulling;
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * @param next returns the next piece, or null at the end
     * @param source is closed at the end, or when the subscription is canceled
     */
    PulledText(
            Callable<StreamElement> next,
            AutoCloseable source,
            Flow.Subscriber<? super StreamElement> subscriber,
            Executor executor) {
        this.next = next;
        this.source = source;
        this.subscriber = subscriber;
        this.executor = executor;
        this.pulling = new SerialTask(this::pullRequested, executor);
    }

    @Override
    public void request(long count) {
        demand.addAndGet(count);
        pulling.request();
    }

    /** Closes the source on another thread, because a thread that waits for the next piece cannot close it. */
    @Override
    public void cancel() {
        if (over.compareAndSet(false, true)) {
            executor.execute(this::close);
        }
    }

    private void pullRequested() {
        while (!over.get() && demand.get() > 0) {
            demand.decrementAndGet();
            pull();
        }
    }

    private void pull() {
        try {
            StreamElement piece = next.call();
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
            source.close();
        } catch (Exception | Error e) {
            LOG.debug("The source of a response could not be closed", e);
        }
    }
}
