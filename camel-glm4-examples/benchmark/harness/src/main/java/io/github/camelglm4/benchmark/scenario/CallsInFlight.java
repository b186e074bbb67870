package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.measure.Durations;
import io.github.camelglm4.benchmark.measure.PeakMemory;
import io.github.camelglm4.benchmark.measure.ProcessMeter;
import io.github.camelglm4.benchmark.measure.Warmup;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A constant number of calls in flight: when a call ends, the next one starts. The first calls are distributed over the
 * latency of the service, so that the request rate is even. Parameters: {@code calls} in flight, {@code latencyMillis}
 * of the service, {@code warmupMillis}, {@code measureMillis}.
 */
final class CallsInFlight implements Scenario {

    private static final int MOST_DURATIONS = 500_000;
    private static final long POLL_MILLIS = 10;

    private final LongAdder answered = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private volatile Durations durations = new Durations(MOST_DURATIONS);
    private volatile boolean running = true;

    @Override
    public void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception {
        boolean blocking = candidate.support(Use.ASK).blocks();
        ProcessMeter meter = new ProcessMeter();
        new Callers(blocking)
                .start(
                        parameters.number("calls"),
                        parameters.number("latencyMillis"),
                        i -> new Slot(candidate, blocking).run());
        Warmup warmup = new Warmup(parameters.number("warmupMillis"));
        do {
            pass(POLL_MILLIS, parameters.number("calls"));
        } while (!warmup.isOver());

        durations = new Durations(MOST_DURATIONS);
        long before = answered.sum();
        meter.begin();
        pass(parameters.number("measureMillis"), parameters.number("calls"));
        long calls = answered.sum() - before;
        ProcessMeter.Cost cost = meter.end();
        running = false;

        measurements.add(Metric.CALLS_PER_SECOND, (double) calls * TimeUnit.SECONDS.toNanos(1) / cost.wall());
        measurements.add(Metric.CPU_MICROS_PER_CALL, cost.cpu() / 1_000.0 / calls);
        measurements.add(Metric.BYTES_PER_CALL, (double) cost.allocatedBytes() / calls);
        measurements.add(Metric.CALL_P50_MICROS, durations.percentileMicros(50));
        measurements.add(Metric.CALL_P99_MICROS, durations.percentileMicros(99));
        measurements.add(Metric.PEAK_THREADS, ProcessMeter.peakThreads());
        measurements.add(Metric.PEAK_MEMORY_BYTES, PeakMemory.bytes());
        measurements.add(Metric.FAILED, failed.sum());
    }

    /** Waits for the time, and then until at least one call is answered: otherwise there is no result. */
    private void pass(long millis, int calls) throws InterruptedException {
        long before = answered.sum();
        Thread.sleep(millis);
        while (answered.sum() == before && failed.sum() < calls) {
            Thread.sleep(POLL_MILLIS);
        }
    }

    /** Makes sequential calls. Stops after a failed call, to prevent a flood of failing calls. */
    private final class Slot implements Receiver {
        private final Candidate candidate;
        private final boolean blocking;
        private long started;
        private boolean lost;

        Slot(Candidate candidate, boolean blocking) {
            this.candidate = candidate;
            this.blocking = blocking;
        }

        void run() {
            do {
                started = System.nanoTime();
                candidate.call(Use.ASK, PROMPT, this);
            } while (blocking && running && !lost);
        }

        @Override
        public void piece(String text) {}

        @Override
        public void done() {
            durations.record(System.nanoTime() - started);
            answered.increment();
            if (!blocking && running) {
                run();
            }
        }

        @Override
        public void failed(Throwable cause) {
            lost = true;
            failed.increment();
            if (failed.sum() == 1) {
                cause.printStackTrace();
            }
        }
    }
}
