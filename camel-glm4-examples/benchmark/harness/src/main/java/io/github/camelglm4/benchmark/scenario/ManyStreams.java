package io.github.camelglm4.benchmark.scenario;

import io.github.camelglm4.benchmark.candidate.Candidate;
import io.github.camelglm4.benchmark.candidate.Receiver;
import io.github.camelglm4.benchmark.candidate.Use;
import io.github.camelglm4.benchmark.measure.Durations;
import io.github.camelglm4.benchmark.measure.PeakMemory;
import io.github.camelglm4.benchmark.measure.ProcessMeter;
import io.github.camelglm4.benchmark.measure.Warmup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Concurrent streams: warm-up rounds, then measured rounds. Parameters: {@code warmupMillis}, {@code rounds} to measure
 * (default 1), {@code streams}, {@code chunks} of each stream, {@code stamped} whether each text is the time at which
 * the service wrote it, {@code spanMillis} period over which the starts are distributed (default 0: all at once).
 */
final class ManyStreams implements Scenario {

    private static final long LONGEST_SECONDS = 60;

    @Override
    public void run(Candidate candidate, Parameters parameters, Measurements measurements) throws Exception {
        int streams = parameters.number("streams");
        int chunks = parameters.number("chunks");
        boolean stamped = parameters.isTrue("stamped");
        int spanMillis = parameters.number("spanMillis", 0);
        int measuredRounds = parameters.number("rounds", 1);
        ProcessMeter meter = new ProcessMeter();
        Warmup warmup = new Warmup(parameters.number("warmupMillis"));
        int allRounds = measuredRounds;
        while (!warmup.isOver()) {
            new Round(candidate, parameters.use(), streams, chunks, stamped, new Samples(0, 0)).run(spanMillis);
            allRounds++;
        }

        int begun = measuredRounds * streams;
        Samples samples = new Samples(begun, stamped ? begun * chunks : 0);
        meter.begin();
        for (int i = 0; i < measuredRounds; i++) {
            new Round(candidate, parameters.use(), streams, chunks, stamped, samples).run(spanMillis);
        }
        ProcessMeter.Cost cost = meter.end();

        double measuredChunks = (double) begun * chunks;
        measurements.add(Metric.CHUNKS, (double) streams * chunks * allRounds);
        measurements.add(Metric.CPU_MICROS_PER_CHUNK, cost.cpu() / 1_000.0 / measuredChunks);
        measurements.add(Metric.BYTES_PER_CHUNK, cost.allocatedBytes() / measuredChunks);
        measurements.add(Metric.FIRST_CHUNK_P50_MICROS, samples.firstChunks.percentileMicros(50));
        measurements.add(Metric.FIRST_CHUNK_P99_MICROS, samples.firstChunks.percentileMicros(99));
        if (stamped) {
            measurements.add(Metric.DELAY_P50_MICROS, samples.delays.percentileMicros(50));
            measurements.add(Metric.DELAY_P99_MICROS, samples.delays.percentileMicros(99));
        }
        measurements.add(Metric.PEAK_THREADS, ProcessMeter.peakThreads());
        measurements.add(Metric.PEAK_MEMORY_BYTES, PeakMemory.bytes());
        measurements.add(Metric.FAILED, samples.failed.sum());
    }

    /** The measurements of the streams of some rounds. */
    private static final class Samples {
        private final Durations firstChunks;
        private final Durations delays;
        private final LongAdder failed = new LongAdder();

        Samples(int streams, int chunks) {
            firstChunks = new Durations(streams);
            delays = new Durations(chunks);
        }
    }

    private static final class Round {
        private final Candidate candidate;
        private final Use use;
        private final int streams;
        private final int chunks;
        private final boolean stamped;
        private final Samples samples;
        private final CountDownLatch ended;

        Round(Candidate candidate, Use use, int streams, int chunks, boolean stamped, Samples samples) {
            this.candidate = candidate;
            this.use = use;
            this.streams = streams;
            this.chunks = chunks;
            this.stamped = stamped;
            this.samples = samples;
            ended = new CountDownLatch(streams);
        }

        void run(int spanMillis) throws InterruptedException {
            boolean blocking = candidate.support(use).blocks();
            new Callers(blocking).start(streams, spanMillis, i -> candidate.call(use, PROMPT, new Stream(this)));
            if (!ended.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(
                        ended.getCount() + " streams did not end within " + LONGEST_SECONDS + " s");
            }
        }
    }

    private static final class Stream implements Receiver {
        private final Round round;
        private final long started = System.nanoTime();
        private boolean begun;
        private int pieces;

        Stream(Round round) {
            this.round = round;
        }

        @Override
        public void piece(String text) {
            if (text != null && text.isEmpty()) {
                return;
            }
            long now = System.nanoTime();
            if (!begun) {
                begun = true;
                round.samples.firstChunks.record(now - started);
            }
            if (text != null) {
                pieces++;
                if (round.stamped) {
                    round.samples.delays.record(now - Long.parseLong(text));
                }
            }
        }

        @Override
        public void done() {
            // of times, the floor misses those that come in two parts; that all is there is seen where texts are no
            // times
            boolean complete = pieces == round.chunks || pieces == 0 || round.stamped;
            if (!complete) {
                failed(new IllegalStateException(pieces + " chunks of " + round.chunks + " arrived"));
            } else {
                round.ended.countDown();
            }
        }

        @Override
        public void failed(Throwable cause) {
            round.samples.failed.increment();
            if (round.samples.failed.sum() == 1) {
                cause.printStackTrace();
            }
            round.ended.countDown();
        }
    }
}
