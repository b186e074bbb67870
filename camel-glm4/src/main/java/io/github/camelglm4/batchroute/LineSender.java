package io.github.camelglm4.batchroute;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.binding.Glm4Binding.BoundRequest;
import io.github.camelglm4.binding.served.ConsumerUnitOfWork;
import io.github.camelglm4.chat.ChatReply;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultConsumer;

/**
 * Sends the lines of one batch as exchanges, and remembers the key of a line when its exchange is completed. Used by
 * the thread of the poll, which waits while 100 exchanges are in progress; they may be completed on any thread.
 */
final class LineSender {

    /** Less than the capacity of a queue of {@code seda} or {@code threads}, which is 1,000. */
    static final int MOST_IN_PROGRESS = 100;

    private final DefaultConsumer consumer;
    private final Glm4Binding binding;
    private final AsyncProcessor failedExchanges;
    private final DeliveredKeys keys;
    private final BatchProgress progress;
    private final Semaphore permits = new Semaphore(MOST_IN_PROGRESS);
    private final AtomicInteger completed = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicReference<Throwable> firstFailure = new AtomicReference<>();

    /** @param failedExchanges gets the exchanges of failed lines */
    LineSender(
            DefaultConsumer consumer,
            Glm4Binding binding,
            AsyncProcessor failedExchanges,
            DeliveredKeys keys,
            BatchProgress progress) {
        this.consumer = consumer;
        this.binding = binding;
        this.failedExchanges = failedExchanges;
        this.keys = keys;
        this.progress = progress;
    }

    void answer(String customId, ChatReply reply) throws InterruptedException {
        send(customId, consumer.getAsyncProcessor(), exchange -> {
            binding.response(new BoundRequest(exchange, LineDecoder.UNKNOWN, List.of(), false, false), reply);
            // a conversation cannot be continued without its request
            exchange.removeProperty(Glm4Properties.MESSAGES);
        });
    }

    /** @param request the request as a Map, or null if unknown */
    void failure(String customId, Exception failure, Object request) throws InterruptedException {
        send(customId, failedExchanges, exchange -> {
            exchange.getMessage().setBody(request);
            Glm4Binding.failure(exchange, failure);
        });
    }

    /** Waits until all exchanges are completed. */
    void awaitCompletions() throws InterruptedException {
        permits.acquire(MOST_IN_PROGRESS);
        permits.release(MOST_IN_PROGRESS);
    }

    /** The number of lines whose exchanges were completed, and whose keys are stored. */
    int completed() {
        return completed.get();
    }

    /** The number of lines that must be delivered again. */
    int failed() {
        return failed.get();
    }

    /** Why the first of them failed; null if none did. */
    Throwable firstFailure() {
        return firstFailure.get();
    }

    private void send(String customId, AsyncProcessor processor, Consumer<Exchange> content)
            throws InterruptedException {
        permits.acquire();
        LineCompletion completion = new LineCompletion(failure -> ended(customId, failure));
        Exchange exchange = consumer.createExchange(false);
        exchange.getMessage().setHeader(Glm4BatchHeaders.ID, progress.batch().id());
        exchange.getMessage().setHeader(Glm4BatchHeaders.REQUEST_ID, customId);
        try {
            ConsumerUnitOfWork.begin(consumer, exchange);
        } catch (Exception e) {
            completion.end(e);
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(completion);
        try {
            content.accept(exchange);
            processor.process(exchange, doneSync -> done(exchange));
        } catch (RuntimeException e) {
            exchange.setException(e);
            done(exchange);
        }
    }

    private void done(Exchange exchange) {
        try {
            consumer.doneUoW(exchange);
        } finally {
            consumer.releaseExchange(exchange, false);
        }
    }

    private void ended(String customId, Exception failure) {
        try {
            if (failure == null) {
                keys.addLine(progress.batch(), customId);
                completed.incrementAndGet();
                progress.countDelivered();
            } else {
                failed(failure);
            }
        } catch (RuntimeException | Error e) {
            failed(e);
        } finally {
            permits.release();
        }
    }

    private void failed(Throwable failure) {
        failed.incrementAndGet();
        firstFailure.compareAndSet(null, failure);
    }
}
