package io.github.camelglm4.toolroute;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Properties;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;

/** A step whose exchanges go on when the test says so, and hold no thread until then. */
final class HeldTool extends AsyncProcessorSupport {

    /**
     * An exchange that waits.
     *
     * @param reply its body after the wait
     */
    record Held(Exchange exchange, CompletableFuture<String> reply) {

        /** Completed when the result is no longer needed. */
        CompletableFuture<?> gone() {
            return exchange.getProperty(Glm4Properties.CALLER_GONE, CallerCancellation.class)
                    .future();
        }
    }

    private final BlockingQueue<Held> waiting = new LinkedBlockingQueue<>();
    private final List<Held> all = new CopyOnWriteArrayList<>();

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Held held = new Held(exchange, new CompletableFuture<>());
        held.reply.thenAccept(text -> {
            exchange.getMessage().setBody(text);
            callback.done(false);
        });
        all.add(held);
        waiting.add(held);
        return false;
    }

    /** The next exchange that has come; fails the test when none does. */
    Held next(Duration limit) {
        try {
            Held next = waiting.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(next).as("an exchange").isNotNull();
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an exchange", e);
        }
    }

    /** How many exchanges have come. */
    int count() {
        return all.size();
    }

    /** Lets all go: a context waits for its exchanges when it stops. */
    void letGo() {
        all.forEach(held -> held.reply.complete("let go"));
    }
}
