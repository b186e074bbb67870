package io.github.camelglm4.client;

import io.github.camelglm4.client.gate.ConcurrencyGate;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.Glm4Exception;
import java.util.concurrent.Executor;

/**
 * One request of a call, with the permit it holds. The reader of the response reports its outcome here, once: {@link #succeed} or
 * {@link #fail}.
 *
 * <p>{@code QUEUED}: waits for its permit, which is granted on any thread. {@code OPEN}: the HTTP exchange runs. {@code OVER}:
 * the exchange has ended and the permit is back; a reader may still have unread data and report later. Except for {@link #enter},
 * {@link #succeed} and {@link #fail}, everything runs on the event loop of the call.
 */
public final class Attempt<T> {

    private enum State {
        QUEUED,
        OPEN,
        OVER
    }

    private final ApiCall<T> call;
    private final ConcurrencyGate.Permit permit;
    private AttemptInfo info;
    private HttpExchange exchange;
    private volatile State state = State.QUEUED;

    /** @param gate null for none */
    Attempt(ApiCall<T> call, ConcurrencyGate gate) {
        this.call = call;
        this.permit = gate == null ? null : gate.permit(this::granted);
    }

    /** What its response's reader has to know of the request. */
    public AttemptInfo info() {
        return info;
    }

    /** Where large responses are decoded and results completed; never an event loop. */
    public Executor executor() {
        return call.client().continuations();
    }

    /** The call has its result; the response may go on. To be called on {@link #executor()}. */
    public void succeed(T result) {
        call.succeed(result);
    }

    /** The attempt has no result; if {@code repeatable}, the request may be sent again. May be called from any thread. */
    public void fail(Glm4Exception failure, boolean repeatable) {
        call.onEventLoop(() -> call.retryOrFail(failure, repeatable));
    }

    void counted(AttemptInfo newInfo) {
        info = newInfo;
    }

    /** Queues at the gate, and sends as soon as there is a permit. */
    void enter(WhenFull whenFull) {
        if (permit == null) {
            granted();
        } else {
            permit.acquire(whenFull, call.request().limits().requestMillis());
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
