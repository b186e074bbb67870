package io.github.camelglm4.binding.served;

import io.github.camelglm4.stream.StreamElement;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Passes the elements of a publisher of a route on as pieces of a response. An element that cannot be mapped fails the
 * response. The publisher is user code: it is called on the executor, never on the event loop that requests elements.
 * The subscriber must ignore signals after the first failure.
 */
final class MappedSubscriber implements Flow.Subscriber<Object>, Flow.Subscription {

    private final Flow.Subscriber<? super StreamElement> subscriber;
    private final Function<Object, StreamElement> mapping;
    private final Executor executor;
    private Flow.Subscription source;

    MappedSubscriber(
            Flow.Subscriber<? super StreamElement> subscriber,
            Function<Object, StreamElement> mapping,
            Executor executor) {
        this.subscriber = subscriber;
        this.mapping = mapping;
        this.executor = executor;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscriber.onSubscribe(this);
    }

    @Override
    public void request(long count) {
        executor.execute(() -> requestNow(count));
    }

    @Override
    public void cancel() {
        executor.execute(source::cancel);
    }

    @Override
    public void onNext(Object element) {
        try {
            subscriber.onNext(mapping.apply(element));
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        subscriber.onError(failure);
    }

    @Override
    public void onComplete() {
        subscriber.onComplete();
    }

    /** A publisher that violates its contract and throws here would not signal its end. */
    private void requestNow(long count) {
        try {
            source.request(count);
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void fail(Throwable failure) {
        try {
            source.cancel();
        } finally {
            onError(failure);
        }
    }
}
