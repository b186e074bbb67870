package io.github.camelglm4.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;

/**
 * Many calls of one endpoint, passed to its producer as by the routing engine, so that no call needs a thread of the
 * test. Counts the calls of each callback and records their thread.
 */
public final class Calls {

    private final AsyncProducer producer;
    private final List<Call> all = new ArrayList<>();
    private final ConcurrentLinkedQueue<Call> ended = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger called = new AtomicInteger();

    /** One call. */
    public static final class Call {

        private final Exchange exchange;
        private final AtomicInteger callbacks = new AtomicInteger();
        private final CountDownLatch called = new CountDownLatch(1);
        private volatile Thread thread;

        private Call(Exchange exchange) {
            this.exchange = exchange;
        }

        /** Returns the exchange after the callback was called; fails the test if it is not called in time. */
        public Exchange await(Duration limit) {
            try {
                assertThat(called.await(limit.toMillis(), TimeUnit.MILLISECONDS))
                        .as("the callback was called")
                        .isTrue();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while waiting for a call", e);
            }
            return exchange;
        }

        public boolean isDone() {
            return called.getCount() == 0;
        }

        public int callbacks() {
            return callbacks.get();
        }

        public Exchange exchange() {
            return exchange;
        }

        /** The thread of the callback. */
        public Thread thread() {
            return thread;
        }
    }

    /** Starts the producer, which stops with its context. */
    public Calls(CamelContext context, String uri) {
        try {
            producer = context.getEndpoint(uri).createAsyncProducer();
            context.addService(producer);
        } catch (Exception e) {
            throw new AssertionError("no producer for " + uri, e);
        }
    }

    public Call send(Object body) {
        return send(body, Map.of());
    }

    /** Sends a body in an exchange with those properties; returns as soon as the producer does. */
    public Call send(Object body, Map<String, ?> properties) {
        Exchange exchange = producer.getEndpoint().createExchange();
        exchange.getMessage().setBody(body);
        properties.forEach(exchange::setProperty);
        return send(exchange);
    }

    public Call send(Exchange exchange) {
        return send(exchange, () -> {});
    }

    /** The action runs in the callback, like the rest of a route. */
    public Call send(Exchange exchange, Runnable restOfRoute) {
        Call call = new Call(exchange);
        synchronized (all) {
            all.add(call);
        }
        sent.incrementAndGet();
        producer.process(exchange, doneSync -> {
            call.thread = Thread.currentThread();
            if (call.callbacks.incrementAndGet() == 1) {
                called.incrementAndGet();
            }
            restOfRoute.run();
            ended.add(call);
            call.called.countDown();
        });
        return call;
    }

    /** An exchange to be sent. */
    public Exchange newExchange() {
        return producer.getEndpoint().createExchange();
    }

    /** All calls so far, in the order in which they were sent. */
    public List<Call> all() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    /** Calls sent whose callback has not been called. */
    public int underWay() {
        return sent.get() - called.get();
    }

    /** The calls that have ended, in the order of their ends; a call that ends twice appears twice. */
    public List<Call> ended() {
        return List.copyOf(ended);
    }

    /** Waits until all calls have ended. */
    public List<Call> awaitAll(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        all().forEach(call -> call.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
        return all();
    }
}
