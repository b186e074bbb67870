package com.acme;

import org.apache.camel.Message;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** The bean of docs/streaming.md. */
public class Printer {

    public void print(Publisher<Message> chunks) {
        chunks.subscribe(new Chunks());
    }

    private static class Chunks implements Subscriber<Message> {
        private Subscription subscription;

        @Override
        public void onSubscribe(Subscription subscription) {
            this.subscription = subscription;
            subscription.request(1);
        }

        @Override
        public void onNext(Message chunk) {
            System.out.print(chunk.getBody(String.class));
            subscription.request(1);
        }

        @Override
        public void onError(Throwable failure) {
            System.out.println(failure.getMessage());
        }

        @Override
        public void onComplete() {
            System.out.println();
        }
    }
}
