package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/**
 * The attempts of one call after its first one: each follows a failure, immediately, after a delay, or not at all.
 * Created with the first failure. Runs on the event loop of the call.
 */
final class Retries<T> {

    /** Otherwise a server that closes each connection immediately would be sent requests without end. */
    private static final int MAX_STALE_RESENDS = 10;

    private final ApiCall<T> call;
    private final RetryPolicy policy;
    private final Supplier<CompletableFuture<T>> effect;
    private int count;
    private int staleResends;
    private boolean renewed;
    private Runnable timer = () -> {};

    /** @param effect as for {@link ApiCall#findingEffect}, or null */
    Retries(ApiCall<T> call, Supplier<CompletableFuture<T>> effect) {
        this.call = call;
        this.policy = call.request().retries();
        this.effect = effect;
    }

    /** Returns the number of retries so far. */
    int count() {
        return count;
    }

    /** If {@code repeatable}, the request may be sent again. */
    void retryOrFail(Glm4Exception failure, boolean repeatable) {
        RetryPolicy.Decision decision = policy.decide(
                failure,
                repeatable,
                count,
                renewed,
                bound -> ThreadLocalRandom.current().nextLong(bound + 1));
        switch (decision.when()) {
            case NOW -> {
                renewed = true;
                if (call.request().credential().renew()) {
                    sendAgain(failure);
                } else {
                    retryOrFail(failure, repeatable);
                }
            }
            case AFTER -> retryAfter(decision.delayMillis(), failure);
            case NEVER -> call.fail(failure);
        }
    }

    /** Sends a request again that was sent on a stale connection. Returns false if that was done too often. */
    boolean resendStale(Glm4Exception failure) {
        boolean again = staleResends++ < MAX_STALE_RESENDS;
        if (again) {
            sendAgain(failure);
        }
        return again;
    }

    /** Cancels a retry that is due. */
    void cancel() {
        timer.run();
    }

    private void retryAfter(long delayMillis, Glm4Exception failure) {
        Glm4Client client = call.client();
        if (!client.retryBudget().withdraw()) {
            call.fail(failure);
            return;
        }
        count++;
        client.retrying(call.request(), count, delayMillis, failure);
        call.beforeRetry();
        timer = client.after(delayMillis, call.guarded(() -> sendAgain(failure)));
    }

    private void sendAgain(Glm4Exception failure) {
        if (call.hasEnded()) {
            return;
        }
        if (effect == null || !RetryPolicy.mayBeProcessed(failure)) {
            call.sendAgain();
        } else {
            effect.get().whenComplete((found, notFound) -> call.onEventLoop(() -> lookedUp(found, notFound, failure)));
        }
    }

    private void lookedUp(T found, Throwable notFound, Glm4Exception failure) {
        if (call.hasEnded()) {
            return;
        }
        if (found != null) {
            call.client().continuations().execute(() -> call.succeed(found));
        } else if (notFound != null) {
            // without knowing the effect, sending again could have it twice
            retryOrFail(failure, true);
        } else {
            call.sendAgain();
        }
    }
}
