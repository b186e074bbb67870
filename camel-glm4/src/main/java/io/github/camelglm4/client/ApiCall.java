package io.github.camelglm4.client;

import io.github.camelglm4.client.gate.ConcurrencyGate;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.StepGuard;
import io.github.camelglm4.vertx.RequestUpload;
import io.vertx.core.Context;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs one API call: its attempts, the delays between them, its gate and its total time. The result is set when the
 * response is complete or, for a stream, has begun. The call ends when its result is set and no attempt is open.
 *
 * <p>{@code RUNNING}: an attempt is queued or open, or a retry is due. {@code ABORTED}: the client ended the call while
 * its attempt was open; the result is what that attempt reports. {@code ENDED}: timers are canceled, and the client no
 * longer tracks the call. All steps run on the event loop of the call, except {@link #start()} and the end of a call
 * whose attempt is over already.
 */
public final class ApiCall<T> {

    private enum State {
        RUNNING,
        ABORTED,
        ENDED
    }

    private static final Runnable NOT_SET = () -> {};

    private final Glm4Client client;
    private final Context context;
    private final ApiRequest request;
    private final Function<Attempt<T>, ResponseHandler> handlers;
    private final CompletableFuture<T> result;
    private final AtomicReference<State> state = new AtomicReference<>(State.RUNNING);
    private final AtomicBoolean failed = new AtomicBoolean();
    private final StepGuard guard = new StepGuard(this::stepFailed);

    private int attempts;
    private Retries<T> retries;
    private ConcurrencyGate gate;
    private volatile Attempt<T> current;
    private Runnable totalTimer = NOT_SET;
    private Runnable onRetry = NOT_SET;
    private Supplier<CompletableFuture<T>> effect;

    ApiCall(
            Glm4Client client,
            Context context,
            ApiRequest request,
            Function<Attempt<T>, ResponseHandler> handlers,
            CompletableFuture<T> result) {
        this.client = client;
        this.context = context;
        this.request = request;
        this.handlers = handlers;
        this.result = result;
    }

    /** Sets an action that runs on the call's event loop before each retry. To be called before the start. */
    public ApiCall<T> onRetry(Runnable action) {
        onRetry = action;
        return this;
    }

    /**
     * Sets a lookup for a request that must not be processed twice. To be called before the start. It runs before the
     * request is sent again, unless the service has rejected the attempt before.
     *
     * @param lookup returns the result of an attempt that was processed although its response was lost, or null if
     *     there is none; its failure is one of the call
     */
    public ApiCall<T> findingEffect(Supplier<CompletableFuture<T>> lookup) {
        effect = lookup;
        return this;
    }

    /**
     * Starts the call. If the queue of the gate is full, the calling thread waits or gets the exception.
     *
     * @throws Glm4Exception if the call is rejected before anything is sent; then it has no result
     */
    public void start() {
        gate = client.gate(request);
        Attempt<T> first = new Attempt<>(this, gate);
        current = first;
        try {
            client.began(this, context);
            // success, failure and external cancellation all end here
            result.whenComplete((value, failure) -> settled(failure != null));
            if (request.limits().requestMillis() > 0) {
                onEventLoop(this::armTotalTimer);
            }
            if (!hasEnded()) {
                first.enter(firstChoice());
            }
        } catch (RuntimeException | Error e) {
            // a caller that waited at the gate may have got the result already, and the event loop may be gone
            if (failed.compareAndSet(false, true)) {
                onEventLoop(this::end);
                throw e;
            }
        }
    }

    /** Ends the call with this failure, and also a stream that was handed out already. */
    public void abort(Glm4Exception failure) {
        onEventLoop(() -> abortNow(failure));
    }

    /** Runs a step on the event loop of the call, which owns its state. The call fails if that was terminated. */
    void onEventLoop(Runnable step) {
        try {
            context.runOnContext(v -> guard.run(step));
        } catch (RejectedExecutionException e) {
            guard.failed(e);
        }
    }

    /** Returns the step, which ends the call if it throws an exception. */
    Runnable guarded(Runnable step) {
        return () -> guard.run(step);
    }

    Glm4Client client() {
        return client;
    }

    ApiRequest request() {
        return request;
    }

    boolean hasEnded() {
        return state.get() == State.ENDED;
    }

    /** Creates the HTTP exchange of an attempt that has its permit. */
    HttpExchange exchange(Attempt<T> attempt) {
        attempts++;
        // read before the secrets, so that they include a token that is signed only now
        String authorization = request.credential().authorization();
        attempt.counted(attempts, request.masking());
        RequestUpload upload = request.content().upload(client.vertx(), retries == null ? 0 : retries.count());
        return new HttpExchange(client, context, attempt, authorization, upload, handlers.apply(attempt));
    }

    void cannotSend(RuntimeException failure) {
        Throwable cause = ShownCause.of(failure, request.masking());
        fail(new Glm4RequestException(
                "the request cannot be sent: " + cause.getMessage(), cause, FailureDetails.afterAttempts(attempts)));
    }

    void succeed(T value) {
        result.complete(value);
    }

    void fail(Glm4Exception failure) {
        if (failed.compareAndSet(false, true)) {
            try {
                client.continuations().execute(() -> result.completeExceptionally(failure));
            } catch (RuntimeException | Error e) {
                // may be tried again: completing the result twice changes nothing
                failed.set(false);
                throw e;
            }
        }
    }

    void retryOrFail(Glm4Exception failure, boolean repeatable) {
        if (hasEnded()) {
            return;
        }
        if (state.get() == State.ABORTED) {
            // reported by the reader of a response, which cannot know that the client itself caused the failure
            fail(failure);
            return;
        }
        retries().retryOrFail(failure, repeatable);
    }

    /** The server closed the connection before it could read the request: repeats the attempt under the same number. */
    void resendStale(Glm4Exception failure) {
        if (hasEnded()) {
            return;
        }
        attempts--;
        if (!retries().resendStale(failure)) {
            attempts++;
            retryOrFail(failure, true);
        }
    }

    void closed(Attempt<T> attempt) {
        if (current == attempt && result.isDone()) {
            end();
        }
    }

    void beforeRetry() {
        onRetry.run();
    }

    /** Begins another attempt. */
    void sendAgain() {
        Attempt<T> next = new Attempt<>(this, gate);
        current = next;
        try {
            next.enter(WhenFull.QUEUE);
        } catch (Glm4Exception e) {
            fail(e);
        }
    }

    private Retries<T> retries() {
        if (retries == null) {
            retries = new Retries<>(this, effect);
        }
        return retries;
    }

    /** A step threw an exception: ends the call. May be called again if this throws too. */
    private void stepFailed(Throwable cause) {
        try {
            end();
        } finally {
            fail(Attempt.unexpected("the call failed unexpectedly", cause, attempts, request.masking()));
        }
    }

    /** Never blocks an event loop, with any value of the option. */
    private WhenFull firstChoice() {
        ApiRequest.Admission admission = request.admission();
        WhenFull choice = admission == null ? WhenFull.REFUSE : admission.whenFull();
        return choice == WhenFull.BLOCK && Context.isOnEventLoopThread() ? WhenFull.REFUSE : choice;
    }

    private void armTotalTimer() {
        if (!hasEnded()) {
            Runnable over = () -> abortNow(TransportFailure.incomplete(request, attempts));
            totalTimer = client.after(request.limits().requestMillis(), guarded(over));
        }
    }

    /** An open attempt passes the failure to the reader of its response, even if a stream was handed out already. */
    private void abortNow(Glm4Exception failure) {
        if (hasEnded()) {
            return;
        }
        state.compareAndSet(State.RUNNING, State.ABORTED);
        if (!current.abort(failure)) {
            end();
            fail(failure);
        }
    }

    /**
     * A stream continues after the result is set; any other call is over. With a result and without an open attempt,
     * nothing on the event loop uses the call, so the event loop is not woken: that would be the most expensive part of
     * a short call.
     */
    private void settled(boolean withoutResult) {
        try {
            if (withoutResult) {
                onEventLoop(this::end);
            } else if (current.isOver()) {
                end();
            }
        } catch (RuntimeException | Error e) {
            // the future would swallow it, and the client would track the call forever
            guard.failed(e);
        }
    }

    private void end() {
        if (state.getAndSet(State.ENDED) != State.ENDED) {
            try {
                totalTimer.run();
                if (retries != null) {
                    retries.cancel();
                }
                current.abandon();
            } finally {
                client.ended(this, context, request);
            }
        }
    }
}
