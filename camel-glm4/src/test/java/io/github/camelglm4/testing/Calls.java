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
 * Many calls of one endpoint, handed to its producer as the routing engine would, so that none of them needs a thread
 * of the test. Counts how often each callback is called, and notes on which thread.
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

        /** The exchange when the callback was called; fails the test when it is not called in time. */
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

        /** Where the callback was called. */
        public Thread thread() {
            return thread;
        }
    }

    /** The producer is started here and stopped with its context. */
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

    /** The action runs in the callback, as the rest of a route would. */
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

    /** The calls that have ended, in the order of their ends; one that ends twice is there twice. */
    public List<Call> ended() {
        return List.copyOf(ended);
    }

    /** Waits for the ends of all calls. */
    public List<Call> awaitAll(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        all().forEach(call -> call.await(Duration.ofNanos(Math.max(0, deadline - System.nanoTime()))));
        return all();
    }
}
