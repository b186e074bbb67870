package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.measure.Durations;
import io.github.camelglm4.benchmark.measure.PeakMemory;
import io.github.camelglm4.benchmark.measure.ProcessMeter;
import io.github.camelglm4.benchmark.measure.Warmup;
import java.util.concurrent.TimeUnit;

/**
 * Sequential calls. Parameters: {@code warmupMillis}, {@code measureMillis}, {@code promptChars} for a prompt of this
 * length.
 */
final class SequentialCalls implements Scenario {

    private static final int MOST_CALLS = 1_000_000;

    @Override
    public void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception {
        int promptChars = parameters.number("promptChars", 0);
        String prompt = promptChars == 0 ? PROMPT : "x".repeat(promptChars);
        AwaitedCall call = new AwaitedCall(candidate, parameters.use(), prompt);
        ProcessMeter meter = new ProcessMeter();
        Warmup warmup = new Warmup(parameters.number("warmupMillis"));
        while (!warmup.isOver()) {
            call.run();
        }

        Durations durations = new Durations(MOST_CALLS);
        meter.begin();
        int calls = repeat(call, parameters.number("measureMillis"), durations);
        ProcessMeter.Cost cost = meter.end();

        measurements.add(Metric.CPU_MICROS_PER_CALL, cost.cpu() / 1_000.0 / calls);
        measurements.add(Metric.BYTES_PER_CALL, (double) cost.allocatedBytes() / calls);
        measurements.add(Metric.CALL_P50_MICROS, durations.percentileMicros(50));
        measurements.add(Metric.CALL_P99_MICROS, durations.percentileMicros(99));
        measurements.add(Metric.PEAK_THREADS, ProcessMeter.peakThreads());
        measurements.add(Metric.PEAK_MEMORY_BYTES, PeakMemory.bytes());
    }

    private static int repeat(AwaitedCall call, int millis, Durations durations) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        int calls = 0;
        for (long now = System.nanoTime(); now < end; calls++) {
            call.run();
            long after = System.nanoTime();
            durations.record(after - now);
            now = after;
        }
        return calls;
    }
}
