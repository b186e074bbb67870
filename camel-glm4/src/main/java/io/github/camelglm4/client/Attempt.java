package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.client.gate.ConcurrencyGate;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.text.PrintableText;
import io.vertx.core.Vertx;
import java.util.concurrent.Executor;

/**
 * One HTTP request of a call, with its permit. The reader of the response reports the outcome once: {@link #succeed} or
 * {@link #fail}.
 *
 * <p>{@code QUEUED}: waits for its permit, which is granted on any thread. {@code OPEN}: the HTTP exchange runs.
 * {@code OVER}: the exchange has ended and the permit is released; a reader may still have unread data and report
 * later. Except for {@link #enter}, {@link #succeed} and {@link #fail}, all methods run on the event loop of the call.
 */
public final class Attempt<T> {

    private enum State {
        QUEUED,
        OPEN,
        OVER
    }

    private final ApiCall<T> call;
    private final ConcurrencyGate.Permit permit;
    private int number;
    private Secrets secrets;
    private HttpExchange exchange;
    private volatile State state = State.QUEUED;

    /** @param gate null for none */
    Attempt(ApiCall<T> call, ConcurrencyGate gate) {
        this.call = call;
        this.permit = gate == null ? null : gate.permit(this::granted);
    }

    /** Returns the number of this attempt in its call, 1 for the first. */
    public int number() {
        return number;
    }

    /** Returns the timeouts and the size limit of the call. */
    public CallLimits limits() {
        return request().limits();
    }

    /** Returns the values that messages about the response must not show. */
    public Secrets secrets() {
        return secrets;
    }

    /** Returns the response, or the part of it that was received. */
    public ApiResponse response(IncomingResponse head, byte[] bytes, int length) {
        return new ApiResponse(request(), number, secrets, head.status(), head.headers(), bytes, length);
    }

    /** Returns the failure of a response whose reader threw this exception: a part of the response may be missing. */
    public Glm4ResponseException unreadable(Throwable cause) {
        return unexpected("the answer could not be read", cause, number, secrets);
    }

    static Glm4ResponseException unexpected(String what, Throwable cause, int attempts, Secrets secrets) {
        return new Glm4ResponseException(
                what + ": " + secrets.show(cause.toString(), PrintableText.SENTENCE),
                ShownCause.of(cause, secrets),
                FailureDetails.afterAttempts(attempts));
    }

    ApiRequest request() {
        return call.request();
    }

    /** Returns whether the request may be repeated although this attempt may have been processed. */
    boolean isIdempotent() {
        return request().isIdempotent();
    }

    Vertx vertx() {
        return call.client().vertx();
    }

    /** Keeps the client from being completely closed until the returned action runs. */
    Runnable holdClient() {
        return call.client().onClose(reason -> {});
    }

    /** Returns the details of a failure without a response. */
    FailureDetails details() {
        return FailureDetails.afterAttempts(number);
    }

    /** Returns the details of a failure with a status and no other information of the service. */
    FailureDetails details(int status) {
        return new FailureDetails(status, null, number);
    }

    /** Returns the executor that decodes large responses and completes results; never an event loop. */
    public Executor executor() {
        return call.client().continuations();
    }

    /** Sets the result of the call; the response may continue. To be called on {@link #executor()}. */
    public void succeed(T result) {
        call.succeed(result);
    }

    /** Reports a failure; if {@code repeatable}, the request may be retried. Thread-safe. */
    public void fail(Glm4Exception failure, boolean repeatable) {
        call.onEventLoop(() -> call.retryOrFail(failure, repeatable));
    }

    /** Sets the number and the secrets, directly before the request is sent. */
    void counted(int newNumber, Secrets newSecrets) {
        number = newNumber;
        secrets = newSecrets;
    }

    /** Queues at the gate, and sends the request when the permit is granted. */
    void enter(WhenFull whenFull) {
        if (permit == null) {
            granted();
        } else {
            permit.acquire(whenFull, limits().requestMillis());
        }
    }

    /** Ends an open exchange, whose reader reports the failure. Returns false if there is none. */
    boolean abort(Glm4Exception failure) {
        boolean open = state == State.OPEN;
        if (open) {
            exchange.abort(failure);
        }
        return open;
    }

    /** Closes the connection, or leaves the queue of the gate. */
    void abandon() {
        if (state == State.QUEUED) {
            closed();
        } else if (state == State.OPEN) {
            exchange.abort(new Glm4ConnectionException("the call was canceled", null, details()));
        }
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /** No response began. If {@code repeatable}, a retry costs, but does no harm. */
    void failed(Glm4Exception failure, boolean repeatable) {
        call.retryOrFail(failure, repeatable);
    }

    /** As {@link #failed}, on a reused connection that the server had just closed. */
    void stale(Glm4Exception failure) {
        call.resendStale(failure);
    }

    /** The exchange is over. Called before its outcome is reported. */
    void closed() {
        state = State.OVER;
        if (permit != null) {
            permit.release();
        }
        call.closed(this);
    }

    private void granted() {
        call.onEventLoop(this::send);
    }

    private void send() {
        if (state != State.QUEUED) {
            return;
        }
        if (call.hasEnded()) {
            closed();
            return;
        }
        try {
            exchange = call.exchange(this);
            state = State.OPEN;
            exchange.start();
        } catch (RuntimeException e) {
            closed();
            call.cannotSend(e);
        }
    }
}
