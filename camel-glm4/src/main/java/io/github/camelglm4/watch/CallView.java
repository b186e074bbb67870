package io.github.camelglm4.watch;

/** Somebody who watches the calls of a component: meters, spans. Thread-safe. */
@FunctionalInterface
public interface CallView {

    /**
     * A call begins.
     *
     * @return hears what becomes of it. Called on the thread of the exchange that asks
     */
    CallWatch begin(WatchedCall call);
}
