package io.github.camelglm4.examples.gateway.usage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.examples.gateway.usage.CallsInFlight.ModelCalls;
import io.github.camelglm4.examples.gateway.usage.LimitReader.AllLimits;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * The report for administrators, as JSON. It is made at most once a second, by one thread, however many pages show it.
 * Thread-safe.
 */
final class UsageReport {

    private static final Duration VALID = Duration.ofSeconds(1);
    private static final long WAIT_SECONDS = 5;
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * @param time when it was made
     * @param node name of the node, whose requests are in {@code inFlight}
     */
    record Report(String time, String node, UsageSummary usage, AllLimits limits, List<ModelCalls> inFlight) {}

    private record Made(Instant time, byte[] json) {}

    private final String node;
    private final HistoryReader history;
    private final LimitReader limits;
    private final Supplier<List<ModelCalls>> inFlight;
    private final Clock clock;
    private final ReentrantLock making = new ReentrantLock();
    private volatile Made last = new Made(Instant.EPOCH, new byte[0]);

    UsageReport(
            String node, HistoryReader history, LimitReader limits, Supplier<List<ModelCalls>> inFlight, Clock clock) {
        this.node = node;
        this.history = history;
        this.limits = limits;
        this.inFlight = inFlight;
        this.clock = clock;
    }

    /**
     * Returns the report in UTF-8.
     *
     * @throws UsageUnavailableException if the database fails, or does not answer within a few seconds
     */
    byte[] json() throws UsageUnavailableException, InterruptedException {
        if (isValid(last)) {
            return last.json();
        }
        if (!making.tryLock(WAIT_SECONDS, TimeUnit.SECONDS)) {
            throw new UsageUnavailableException(new TimeoutException("another report waits for the database"));
        }
        try {
            if (!isValid(last)) {
                last = make();
            }
            return last.json();
        } catch (SQLException | ExecutionException | TimeoutException e) {
            throw new UsageUnavailableException(e);
        } finally {
            making.unlock();
        }
    }

    private boolean isValid(Made made) {
        Instant now = clock.instant();
        return !made.time().isAfter(now) && now.isBefore(made.time().plus(VALID));
    }

    private Made make() throws SQLException, ExecutionException, TimeoutException, InterruptedException {
        Instant now = clock.instant();
        Report report = new Report(
                now.truncatedTo(ChronoUnit.MILLIS).toString(), node, history.read(), limits.read(), inFlight.get());
        try {
            return new Made(now, JSON.writeValueAsBytes(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a report has no JSON", e);
        }
    }
}
