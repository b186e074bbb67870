package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.measure.ProcessMeter;
import io.github.camelglm4.benchmark.measure.Warmup;
import java.util.concurrent.TimeUnit;

/**
 * Sequential streams, each as fast as possible. Parameters: {@code chunks} of each stream, {@code warmupMillis},
 * {@code measureMillis}.
 */
final class OneStream implements Scenario {

    @Override
    public void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception {
        int chunks = parameters.number("chunks");
        AwaitedCall stream = new AwaitedCall(candidate, parameters.use(), PROMPT);
        ProcessMeter meter = new ProcessMeter();
        Warmup warmup = new Warmup(parameters.number("warmupMillis"));
        double before = 0;
        while (!warmup.isOver()) {
            before += read(stream, chunks);
        }

        meter.begin();
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(parameters.number("measureMillis"));
        double read = 0;
        while (System.nanoTime() < end) {
            read += read(stream, chunks);
        }
        ProcessMeter.Cost cost = meter.end();

        measurements.add(Metric.CHUNKS, before + read);
        measurements.add(Metric.CHUNKS_PER_SECOND, read * TimeUnit.SECONDS.toNanos(1) / cost.wall());
        measurements.add(Metric.CPU_MICROS_PER_CHUNK, cost.cpu() / 1_000.0 / read);
        measurements.add(Metric.BYTES_PER_CHUNK, cost.allocatedBytes() / read);
    }

    private static int read(AwaitedCall stream, int chunks) throws InterruptedException {
        int pieces = stream.run();
        // 0: the candidate does not parse the bytes; HTTP guarantees that they are complete
        if (pieces != 0 && pieces != chunks) {
            throw new IllegalStateException(pieces + " chunks of " + chunks + " arrived");
        }
        return chunks;
    }
}
