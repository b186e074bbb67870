package io.github.camelglm4.benchmark.gateways;

import io.github.camelglm4.benchmark.measure.PeakMemory;
import java.time.Duration;
import java.util.stream.Stream;

/** What a process and those that it started have used. Processes that have ended do not count. */
record ProcessTree(ProcessHandle root) {

    /** In microseconds. */
    double cpuMicros() {
        return all().map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .mapToLong(cpu -> cpu.toNanos() / 1_000)
                .sum();
    }

    /** The sum of the maximum resident sets, in bytes. Memory that processes share counts for each of them. */
    double peakMemoryBytes() {
        return all().mapToDouble(process -> PeakMemory.bytes(process.pid())).sum();
    }

    private Stream<ProcessHandle> all() {
        return Stream.concat(Stream.of(root), root.descendants());
    }
}
