package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.client.gate.ConcurrencyGate;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.RefusalMessage;
import io.github.camelglm4.error.StepGuard;
import io.github.camelglm4.text.PrintableText;
import io.vertx.core.Context;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One call: its tries, the delays between them, its place at the gate, its total time. It has its result when its answer is
 * whole, or, for a stream, when that has begun; it ends when no request of it is open any more. Its state lives on one event
 * loop.
 */
public final class ApiCall<T> {

    /** A server that closes every connection at once would otherwise be asked for ever. */
    private static final int MAX_STALE_RESENDS = 10;

    private final Glm4Client client;
    private final Context context;
    private final ApiRequest request;
    private final ResponseHandler.Factory<T> replies;
    private final CompletableFuture<T> result;
    private final TokenRenewal renewal;
    private final AtomicBoolean failed = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private final StepGuard guard = new StepGuard(this::stepFailed);

    private int attempts;
    private int retries;
    private int staleResends;
    private boolean aborted;
    private ConcurrencyGate gate;
    private volatile Try current;
    private long totalTimer = -1;
    private long retryTimer = -1;
    private Runnable onRetry = () -> {};

    ApiCall(
            Glm4Client client,
            Context context,
            ApiRequest request,
            ResponseHandler.Factory<T> replies,
            CompletableFuture<T> result) {
        this.client = client;
        this.context = context;
        this.request = request;
        this.replies = replies;
        this.result = result;
        this.renewal = new TokenRenewal(request.credential());
    }

    /** To be run whenever a request is about to be sent again, on the call's event loop; to be set before the start. */
    public ApiCall<T> onRetry(Runnable action) {
        onRetry = action;
        return this;
    }

    /**
     * Starts the call. If the queue of the gate is full, this is the thread that waits, or that is refused.
     *
     * @throws Glm4Exception when the call is refused before anything is sent; then it has no result
     */
    public void start() {
        gate = client.gate(request);
        Try first = new Try();
        current = first;
        try {
            client.began(this);
            // success, failure and cancel from outside all come by here
            result.whenComplete((value, failure) -> settled(failure != null));
            if (request.limits().requestMillis() > 0) {
                onEventLoop(this::armTotalTimer);
            }
            first.enter(firstChoice());
        } catch (RuntimeException | Error e) {
            // a caller that waited at the gate may have been told of the end of the call already, and the event loop be
            // gone
            if (failed.compareAndSet(false, true)) {
                onEventLoop(this::end);
                throw e;
            }
        }
    }

    /** Ends the call from this side; a stream that was handed out already fails with it. */
    public void abort(Glm4Exception failure) {
        onEventLoop(() -> failNow(failure));
    }

    /** Runs a step of the call where its state lives. */
    private void onEventLoop(Runnable step) {
        context.runOnContext(v -> guard.run(step));
    }

    /** A step threw: whatever it was about to do, the call must have an end. May be called again when it throws itself. */
    private void stepFailed(Throwable cause) {
        aborted = true;
        try {
            end();
        } finally {
            Secrets secrets = request.masking();
            fail(new Glm4ResponseException(
                    "the call could not go on: " + secrets.show(cause.toString(), PrintableText.SENTENCE),
                    ShownCause.of(cause, secrets),
                    FailureDetails.afterAttempts(attempts)));
        }
    }

    /** An event loop must not wait, whatever the option says. */
    private WhenFull firstChoice() {
        WhenFull choice = request.admission() == null
                ? WhenFull.REFUSE
                : request.admission().whenFull();
        return choice == WhenFull.BLOCK && Context.isOnEventLoopThread() ? WhenFull.REFUSE : choice;
    }

    private void armTotalTimer() {
        long millis = request.limits().requestMillis();
        if (!ended.get()) {
            totalTimer = client.vertx().setTimer(millis, id -> guard.run(() -> totalTimeIsOver(millis)));
        }
    }

    private void totalTimeIsOver(long millis) {
        totalTimer = -1;
        failNow(new Glm4TimeoutException(
                "no whole answer from " + request.url().authority() + " within requestTimeout of " + millis + " ms, "
                        + RefusalMessage.requests(attempts) + " sent",
                null,
                FailureDetails.afterAttempts(attempts)));
    }

    /** An open request takes the failure to whoever reads its answer, a stream that was handed out already among them. */
    private void failNow(Glm4Exception failure) {
        if (ended.get()) {
            return;
        }
        aborted = true;
        Try last = current;
        if (last.attempt != null && !last.over) {
            last.attempt.abort(failure);
        } else {
            end();
            fail(failure);
        }
    }

    private void fail(Glm4Exception failure) {
        if (failed.compareAndSet(false, true)) {
            try {
                client.continuations().execute(() -> result.completeExceptionally(failure));
            } catch (RuntimeException | Error e) {
                // to be tried again: to complete it twice changes nothing
                failed.set(false);
                throw e;
            }
        }
    }

    /**
     * A stream goes on after the call has its result; everything else is over with it. With its result there, and no request
     * open, nothing on the event loop touches the call any more: to wake that would be the dearest part of a short call.
     */
    private void settled(boolean withoutResult) {
        if (withoutResult) {
            onEventLoop(this::end);
        } else if (current.over) {
            end();
        }
    }

    private void end() {
        if (ended.compareAndSet(false, true)) {
            try {
                cancelTimer(totalTimer);
                cancelTimer(retryTimer);
                current.abandon();
            } finally {
                client.ended(this, request);
            }
        }
    }

    private void cancelTimer(long timer) {
        if (timer >= 0) {
            client.vertx().cancelTimer(timer);
        }
    }

    private void sendAgain() {
        if (ended.get()) {
            return;
        }
        Try next = new Try();
        current = next;
        try {
            next.enter(WhenFull.QUEUE);
        } catch (Glm4Exception e) {
            fail(e);
        }
    }

    private void retryOrFail(Glm4Exception failure, boolean repeatable) {
        if (ended.get()) {
            return;
        }
        if (aborted) {
            // it comes back from the reader of an answer, who cannot know that it is ours
            fail(failure);
            return;
        }
        if (renewal.helpsAgainst(failure)) {
            sendAgain();
            return;
        }
        OptionalLong delay = repeatable ? nextDelay(failure) : OptionalLong.empty();
        if (delay.isEmpty() || !client.retryBudget().withdraw()) {
            fail(failure);
            return;
        }
        retries++;
        client.retrying(request, retries, delay.getAsLong(), failure);
        onRetry.run();
        retryTimer = client.vertx().setTimer(Math.max(1, delay.getAsLong()), id -> guard.run(this::sendAgain));
    }

    private OptionalLong nextDelay(Glm4Exception failure) {
        return request.retries()
                .nextDelay(
                        failure, retries, bound -> ThreadLocalRandom.current().nextLong(bound + 1));
    }

    /** One request of the call, with the permit it holds. */
    private final class Try implements HttpExchange.Listener, ResponseHandler.Outcome<T> {

        private final ConcurrencyGate.Permit permit = gate == null ? null : gate.permit(this::granted);
        private HttpExchange attempt;
        private volatile boolean over;

        void enter(WhenFull whenFull) {
            if (permit == null) {
                granted();
            } else {
                permit.acquire(whenFull, request.limits().requestMillis());
            }
        }

        private void granted() {
            onEventLoop(this::send);
        }

        private void send() {
            if (ended.get()) {
                closed();
                return;
            }
            attempts++;
            try {
                open();
            } catch (RuntimeException e) {
                closed();
                Throwable cause = ShownCause.of(e, request.masking());
                fail(new Glm4RequestException(
                        "the request cannot be sent: " + cause.getMessage(),
                        cause,
                        FailureDetails.afterAttempts(attempts)));
            }
        }

        private void open() {
            // taken before the secrets, so that a token which is signed only now is among them
            String authorization = request.credential().authorization();
            ResponseHandler.Attempt numbered =
                    new ResponseHandler.Attempt(attempts, request.limits(), request.masking(), request::asked);
            attempt = new HttpExchange(
                    client.vertx(),
                    context,
                    request,
                    client.freshConnections(),
                    numbered,
                    authorization,
                    request.body().apply(retries),
                    replies.open(numbered, this),
                    this);
            attempt.start();
        }

        @Override
        public void success(T value) {
            result.complete(value);
        }

        @Override
        public void failure(Glm4Exception failure, boolean repeatable) {
            onEventLoop(() -> retryOrFail(failure, repeatable));
        }

        @Override
        public void failed(Glm4Exception failure, boolean repeatable) {
            retryOrFail(failure, repeatable);
        }

        @Override
        public void stale(Glm4Exception failure) {
            if (staleResends++ < MAX_STALE_RESENDS) {
                attempts--;
                sendAgain();
            } else {
                retryOrFail(failure, true);
            }
        }

        @Override
        public void closed() {
            over = true;
            if (permit != null) {
                permit.release();
            }
            if (current == this && result.isDone()) {
                end();
            }
        }

        /** Closes the connection, or leaves the queue of the gate. */
        void abandon() {
            if (attempt == null) {
                closed();
            } else {
                attempt.abandon();
            }
        }
    }
}
