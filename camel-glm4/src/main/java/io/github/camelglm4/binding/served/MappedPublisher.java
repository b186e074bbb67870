package io.github.camelglm4.binding.served;

import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Function;

/**
 * Another publisher's elements as something else; what cannot be mapped ends it with that failure. The publisher is someone's
 * own code: whatever is asked of it is asked on the executor, never on the event loop that wants the elements.
 */
final class MappedPublisher<S, T> implements Flow.Publisher<T> {

    private final Flow.Publisher<S> source;
    private final Function<? super S, T> mapping;
    private final Executor executor;

    MappedPublisher(Flow.Publisher<S> source, Function<? super S, T> mapping, Executor executor) {
        this.source = source;
        this.mapping = mapping;
        this.executor = executor;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        source.subscribe(new Mapping(subscriber));
    }

    private final class Mapping implements Flow.Subscriber<S> {

        private final Flow.Subscriber<? super T> subscriber;
        private Flow.Subscription subscription;
        private volatile boolean over;

        Mapping(Flow.Subscriber<? super T> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            subscriber.onSubscribe(new Flow.Subscription() {
                @Override
                public void request(long count) {
                    executor.execute(() -> ask(count));
                }

                @Override
                public void cancel() {
                    executor.execute(given::cancel);
                }
            });
        }

        @Override
        public void onNext(S element) {
            if (over) {
                return;
            }
            try {
                subscriber.onNext(mapping.apply(element));
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }

        /** A publisher that throws here, although none may, would not say any more how it ends. */
        private void ask(long count) {
            try {
                subscription.request(count);
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        }

        private void fail(Throwable failure) {
            try {
                subscription.cancel();
            } finally {
                onError(failure);
            }
        }

        @Override
        public void onError(Throwable failure) {
            if (!over) {
                over = true;
                subscriber.onError(failure);
            }
        }

        @Override
        public void onComplete() {
            if (!over) {
                over = true;
                subscriber.onComplete();
            }
        }
    }
}
