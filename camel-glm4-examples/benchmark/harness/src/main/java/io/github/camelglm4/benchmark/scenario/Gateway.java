package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.measure.PeakMemory;
import io.github.camelglm4.benchmark.measure.ProcessMeter;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Serves while another process generates the load. A line on standard input starts the measurement, the next ends it.
 */
final class Gateway implements Scenario {

    @Override
    public void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception {
        ProcessMeter meter = new ProcessMeter();
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        measurements.serving();
        commands.readLine();
        meter.begin();
        commands.readLine();
        ProcessMeter.Cost cost = meter.end();

        measurements.add(Metric.CPU_MICROS, TimeUnit.NANOSECONDS.toMicros(cost.cpu()));
        measurements.add(Metric.ALLOCATED_BYTES, cost.allocatedBytes());
        measurements.add(Metric.PEAK_THREADS, ProcessMeter.peakThreads());
        measurements.add(Metric.PEAK_MEMORY_BYTES, PeakMemory.bytes());
    }
}
