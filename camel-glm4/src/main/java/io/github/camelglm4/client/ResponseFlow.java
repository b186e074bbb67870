package io.github.camelglm4.client;

/**
 * What the reader of an answer can do about it; to be called on the event loop of the answer, but for
 * {@link #onEventLoop(Runnable)}.
 */
public interface ResponseFlow extends Timers {

    /** Stops reading from the socket; what was read already may still come. */
    void pause();

    /** Goes on reading. */
    void resume();

    /** The reader needs no more: the connection is closed, nothing is called any more. */
    void cancel();

    /** Runs something on the event loop of the answer. May be called from any thread. */
    void onEventLoop(Runnable action);

    /** Runs something on the event loop of the answer, later; the result ends that. */
    @Override
    Runnable after(long millis, Runnable action);
}
