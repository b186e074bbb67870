package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.routes.Report;
import io.github.camelglm4.examples.bulk.routes.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The latest report of each process. */
final class Progress {
    private final long records;
    private final Map<String, Report> reports = new ConcurrentHashMap<>();
    private final long started = System.nanoTime();

    Progress(long records) {
        this.records = records;
    }

    /** Takes a line of the standard output of a process. */
    void line(String process, String line) {
        Report.of(line).ifPresent(report -> reports.put(process, report));
    }

    /** Forgets a process that has ended. */
    void forget(String process) {
        reports.remove(process);
    }

    boolean isComplete() {
        return reports.values().stream().anyMatch(Report::complete);
    }

    /** What no waiting ends: the run needs somebody's help. */
    Optional<Trouble> hopeless() {
        return troubles().filter(Trouble::needsSomebody).findFirst();
    }

    private Stream<Trouble> troubles() {
        return reports.values().stream().map(Report::trouble).filter(Objects::nonNull);
    }

    Snapshot snapshot() {
        return new Snapshot(
                records,
                reports.values().stream().mapToLong(Report::done).sum(),
                reports.values().stream().mapToLong(Report::failed).sum(),
                reports.values().stream().mapToInt(Report::inFlight).sum(),
                reports.values().stream().mapToLong(Report::tokens).sum(),
                Duration.ofNanos(System.nanoTime() - started),
                troubles().map(Trouble::message).findFirst().orElse(null));
    }

    /**
     * The state of the run.
     *
     * @param trouble why a worker waits; null if none does
     */
    record Snapshot(long records, long done, long failed, int inFlight, long tokens, Duration elapsed, String trouble) {
        double rate() {
            return (done + failed) / Math.max(0.001, elapsed.toMillis() / 1000.0);
        }

        /** The time that the rest takes at the same rate; null if the rate is not known yet. */
        Duration left() {
            return done + failed == 0 ? null : Duration.ofMillis((long) ((records - done - failed) / rate() * 1000));
        }
    }
}
