package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.measure.Durations;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A constant number of callers for a time, with a candidate that does not block. After a failure, a caller tries again
 * a little later. Failures before the first answer do not count: the server may still start. Parameters: {@code calls}
 * in flight, {@code measureMillis}, {@code everyMillis} time from one call of a caller to its next one (default 0: as
 * soon as the answer arrives).
 */
final class CallsForATime implements Scenario {

    private static final int MOST_DURATIONS = 1_000_000;
    private static final long RETRY_MILLIS = 20;
    private static final long DRAIN_SECONDS = 20;

    private final Durations durations = new Durations(MOST_DURATIONS);
    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile boolean running = true;

    @Override
    public void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception {
        int calls = parameters.number("calls");
        long everyNanos = TimeUnit.MILLISECONDS.toNanos(parameters.number("everyMillis", 0));
        CountDownLatch resting = new CountDownLatch(calls);
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        try {
            long begin = System.nanoTime();
            for (int i = 0; i < calls; i++) {
                Caller caller = new Caller(candidate, timer, everyNanos, resting);
                caller.callAt(begin + everyNanos * i / calls);
            }
            Thread.sleep(parameters.number("measureMillis"));
            running = false;
            long answeredInTime = answered.sum();
            long wall = System.nanoTime() - begin;
            if (!resting.await(DRAIN_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        resting.getCount() + " calls were not answered within " + DRAIN_SECONDS + " s");
            }
            measurements.add(Metric.CALLS, answered.sum());
            measurements.add(Metric.CALLS_PER_SECOND, (double) answeredInTime * TimeUnit.SECONDS.toNanos(1) / wall);
            measurements.add(Metric.CALL_P50_MICROS, durations.percentileMicros(50));
            measurements.add(Metric.CALL_P99_MICROS, durations.percentileMicros(99));
            measurements.add(Metric.FAILED, failed.sum());
        } finally {
            timer.shutdownNow();
        }
    }

    private final class Caller implements Receiver {
        private final Candidate candidate;
        private final ScheduledExecutorService timer;
        private final long everyNanos;
        private final CountDownLatch resting;
        private long due;
        private long started;

        Caller(Candidate candidate, ScheduledExecutorService timer, long everyNanos, CountDownLatch resting) {
            this.candidate = candidate;
            this.timer = timer;
            this.everyNanos = everyNanos;
            this.resting = resting;
        }

        /** Calls at this time, or now if it has passed. */
        void callAt(long nanoTime) {
            due = nanoTime;
            long delay = nanoTime - System.nanoTime();
            if (delay > 0 && running) {
                timer.schedule(this::call, delay, TimeUnit.NANOSECONDS);
            } else {
                call();
            }
        }

        private void call() {
            if (running) {
                started = System.nanoTime();
                candidate.call(Use.ASK, PROMPT, this);
            } else {
                resting.countDown();
            }
        }

        @Override
        public void piece(String text) {}

        @Override
        public void done() {
            durations.record(System.nanoTime() - started);
            answered.increment();
            callAt(due + everyNanos);
        }

        @Override
        public void failed(Throwable cause) {
            if (answered.sum() > 0) {
                failed.increment();
                if (failed.sum() == 1) {
                    cause.printStackTrace();
                }
            }
            callAt(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(RETRY_MILLIS));
        }
    }
}
