package io.github.camelglm4.benchmark.scenario;

import java.util.function.IntConsumer;

/** Starts many calls at a time: a thread each where a call holds its thread, else all on this one. */
final class Callers {

    private static final long NANOS_A_MILLI = 1_000_000;

    private final boolean blocking;

    Callers(boolean blocking) {
        this.blocking = blocking;
    }

    /** @param spanMillis over which the starts are spread evenly; 0 for all at once */
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

    /** To the millisecond: what is due within it starts at once. */
    private static void waitUntil(long nanoTime) throws InterruptedException {
        long millis = (nanoTime - System.nanoTime()) / NANOS_A_MILLI;
        if (millis > 0) {
            Thread.sleep(millis);
        }
    }
}
