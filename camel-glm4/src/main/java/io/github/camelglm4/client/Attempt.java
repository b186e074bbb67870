package io.github.camelglm4.client;

import io.github.camelglm4.client.auth.Secrets;
import io.github.camelglm4.client.gate.ConcurrencyGate;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.text.PrintableText;
import java.util.concurrent.Executor;

/**
 * One request of a call, with the permit it holds. The reader of the response reports its outcome here, once:
 * {@link #succeed} or {@link #fail}.
 *
 * <p>{@code QUEUED}: waits for its permit, which is granted on any thread. {@code OPEN}: the HTTP exchange runs.
 * {@code OVER}: the exchange has ended and the permit is back; a reader may still have unread data and report later.
 * Except for {@link #enter}, {@link #succeed} and {@link #fail}, everything runs on the event loop of the call.
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

    /** Which one of its call this is, 1 for the first. */
    public int number() {
        return number;
    }

    public CallLimits limits() {
        return request().limits();
    }

    /** What a message made of the response must not show. */
    public Secrets secrets() {
        return secrets;
    }

    /** The response, or the part of it that is there. */
    public ApiResponse response(IncomingResponse head, byte[] bytes, int length) {
        return new ApiResponse(request(), number, secrets, head.status(), head.headers(), bytes, length);
    }

    /** The failure of a response whose reading threw that: part of it may be missing. */
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

    /** Details of a failure without a response. */
    FailureDetails details() {
        return FailureDetails.afterAttempts(number);
    }

    /** Details of a failure of which the status is all that the service said. */
    FailureDetails details(int status) {
        return new FailureDetails(status, null, number);
    }

    /** Where large responses are decoded and results completed; never an event loop. */
    public Executor executor() {
        return call.client().continuations();
    }

    /** The call has its result; the response may go on. To be called on {@link #executor()}. */
    public void succeed(T result) {
        call.succeed(result);
    }

    /**
     * The attempt has no result; if {@code repeatable}, the request may be sent again. May be called from any thread.
     */
    public void fail(Glm4Exception failure, boolean repeatable) {
        call.onEventLoop(() -> call.retryOrFail(failure, repeatable));
    }

    /** It is about to be sent. */
    void counted(int newNumber, Secrets newSecrets) {
        number = newNumber;
        secrets = newSecrets;
    }

    /** Queues at the gate, and sends as soon as there is a permit. */
    void enter(WhenFull whenFull) {
        if (permit == null) {
            granted();
        } else {
            permit.acquire(whenFull, limits().requestMillis());
        }
    }

    /** Ends an open exchange; its reader reports the failure. False when there is none. */
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
            exchange.abandon();
        }
    }

    boolean isOver() {
        return state == State.OVER;
    }

    /** No response began. {@code repeatable} means that sending again costs, but does no harm. */
    void failed(Glm4Exception failure, boolean repeatable) {
        call.retryOrFail(failure, repeatable);
    }

    /** As {@link #failed}, on a connection that had served before: the server had just closed it. */
    void stale(Glm4Exception failure) {
        call.resendStale(failure);
    }

    /** The HTTP exchange is over, whatever its end was; called before the end is reported. */
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
