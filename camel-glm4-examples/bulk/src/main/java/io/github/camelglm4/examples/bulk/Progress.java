package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.routes.Report;
import io.github.camelglm4.examples.bulk.routes.Trouble;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** The latest report of each process. */
final class Progress {
    private final long records;
    private final Map<String, Report> reports = new ConcurrentHashMap<>();
    private final long started = System.nanoTime();
    private final AtomicLong firstRequest = new AtomicLong();

    Progress(long records) {
        this.records = records;
    }

    /** Takes a line of the standard output of a process. */
    void line(String process, String line) {
        Report.of(line).ifPresent(report -> {
            reports.put(process, report);
            if (report.inFlight() > 0) {
                firstRequest.compareAndSet(0, System.nanoTime());
            }
        });
    }

    /** Forgets a process that has ended. */
    void forget(String process) {
        reports.remove(process);
    }

    boolean isComplete() {
        return reports.values().stream().anyMatch(Report::complete);
    }

    /** A failure that does not end by waiting, with the process that reported it. */
    Optional<String> lastingTrouble() {
        return reports.entrySet().stream()
                .filter(report -> report.getValue().trouble() != null
                        && report.getValue().trouble().needsSomebody())
                .map(report ->
                        report.getKey() + ": " + report.getValue().trouble().message())
                .findFirst();
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
                Duration.ofNanos(firstRequest.get() == 0 ? 0 : System.nanoTime() - firstRequest.get()),
                troubles().map(Trouble::message).findFirst().orElse(null));
    }

    /**
     * The state of the run.
     *
     * @param elapsed since the start
     * @param working since the first request
     * @param trouble why a worker waits; null if none does
     */
    record Snapshot(
            long records,
            long done,
            long failed,
            int inFlight,
            long tokens,
            Duration elapsed,
            Duration working,
            String trouble) {
        long ended() {
            return done + failed;
        }

        /** Records in a second. */
        double rate() {
            return ended() / Math.max(0.001, working.toMillis() / 1000.0);
        }

        /** The time that the rest takes at the same rate; null if the rate is not known yet. */
        Duration left() {
            return ended() == 0 ? null : Duration.ofMillis((long) ((records - ended()) / rate() * 1000));
        }
    }
}
