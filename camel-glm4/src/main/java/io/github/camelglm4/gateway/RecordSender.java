package io.github.camelglm4.gateway;

import io.github.camelglm4.usage.RepeatedWarning;
import io.github.camelglm4.usage.UsageListener;
import io.github.camelglm4.usage.UsageRecord;
import java.time.Clock;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends records of calls to an endpoint, two at the same time: most threads of the pool remain free even if the
 * endpoint blocks. Records that wait are bounded: one too many is dropped, because calls must not wait for records.
 * Thread-safe.
 */
final class RecordSender implements UsageListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RecordSender.class);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_SENDING = 2;
    private static final long CLOSE_SECONDS = 5;

    private final Endpoint endpoint;
    private final ProducerCache producers;
    private final Executor executor;
    private final RepeatedWarning warning = new RepeatedWarning(Clock.systemUTC());
    private final Queue<UsageRecord> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicInteger sending = new AtomicInteger();
    private final CompletableFuture<Void> allSent = new CompletableFuture<>();
    private volatile boolean closing;

    /**
     * @param executor sends the records
     * @throws IllegalArgumentException if the URI is not one of an endpoint
     */
    RecordSender(CamelContext context, String uri, Executor executor) {
        this.executor = executor;
        this.endpoint = endpoint(context, uri);
        this.producers = new DefaultProducerCache(this, context, 1);
        ServiceHelper.startService(producers);
    }

    private static Endpoint endpoint(CamelContext context, String uri) {
        try {
            return context.getEndpoint(uri);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("serverUsageTo: " + e.getMessage(), e);
        }
    }

    @Override
    public void ended(UsageRecord record) {
        if (closing) {
            failed(new IllegalStateException("the component stops"));
            return;
        }
        if (waitingCount.incrementAndGet() > MOST_WAITING) {
            waitingCount.decrementAndGet();
            failed(new IllegalStateException(MOST_WAITING + " records are waiting already"));
            return;
        }
        waiting.add(record);
        sendMore();
    }

    private void sendMore() {
        while (!waiting.isEmpty() && take()) {
            UsageRecord record = waiting.poll();
            if (record == null) {
                sending.decrementAndGet();
            } else {
                waitingCount.decrementAndGet();
                start(record);
            }
        }
    }

    private boolean take() {
        if (sending.incrementAndGet() <= MOST_SENDING) {
            return true;
        }
        sending.decrementAndGet();
        return false;
    }

    private void start(UsageRecord record) {
        try {
            executor.execute(() -> send(record));
        } catch (RuntimeException e) {
            sent(e);
        }
    }

    private void send(UsageRecord record) {
        try {
            Exchange exchange = endpoint.createExchange(ExchangePattern.InOnly);
            exchange.getMessage().setBody(RecordBody.of(record));
            producers
                    .asyncSendExchange(endpoint, ExchangePattern.InOnly, null, null, exchange, null)
                    .whenComplete((result, failure) -> sent(failure == null ? exchange.getException() : failure));
        } catch (RuntimeException | Error e) {
            sent(e);
        }
    }

    private void sent(Throwable failure) {
        sending.decrementAndGet();
        if (failure != null) {
            failed(failure);
        }
        sendMore();
        completeIfAllSent();
    }

    private void completeIfAllSent() {
        if (closing && waitingCount.get() == 0 && sending.get() == 0) {
            allSent.complete(null);
        }
    }

    private void failed(Throwable failure) {
        warning.count(count -> LOG.warn(
                "Records of calls could not be sent to {}. Since the last message: {}", endpoint, count, failure));
    }

    /** Waits a few seconds until all records are sent; blocks. */
    @Override
    public void close() {
        closing = true;
        completeIfAllSent();
        try {
            allSent.get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            dropWaiting();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            dropWaiting();
        }
        ServiceHelper.stopService(producers);
    }

    private void dropWaiting() {
        LOG.warn(
                "The component stops before all records of calls are sent to {}. Not sent: {}, being sent: {}",
                endpoint,
                waitingCount.get(),
                sending.get());
        waiting.clear();
    }
}
