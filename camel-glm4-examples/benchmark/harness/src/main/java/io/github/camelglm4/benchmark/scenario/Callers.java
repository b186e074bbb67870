package io.github.camelglm4.benchmark.scenario;

import java.util.function.IntConsumer;

/** Starts concurrent calls: each in its own thread if a call blocks, else all in the current thread. */
final class Callers {

    private static final long NANOS_A_MILLI = 1_000_000;

    private final boolean blocking;

    Callers(boolean blocking) {
        this.blocking = blocking;
    }

    /** @param spanMillis period over which the starts are distributed evenly; 0 to start all at once */
    void start(int count, int spanMillis, IntConsumer call) throws InterruptedException {
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            waitUntil(begin + spanMillis * NANOS_A_MILLI * i / count);
            int index = i;
            if (blocking) {
                Thread thread = new Thread(() -> call.accept(index), "caller-" + index);
                thread.setDaemon(true);
                thread.start();
            } else {
                call.accept(index);
            }
        }
    }

    /** With millisecond precision: a call that is due within a millisecond starts immediately. */
    private static void waitUntil(long nanoTime) throws InterruptedException {
        long millis = (nanoTime - System.nanoTime()) / NANOS_A_MILLI;
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }
}
