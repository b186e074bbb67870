package io.github.camelglm4.examples.gateway.usage;

import io.github.camelglm4.usage.RepeatedWarning;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Adds records of calls to the table {@code gateway_usage}, where they are kept for about 400 days. Records that come
 * in within half a second are written together by a thread of its own, so nobody waits for the database. While the
 * database is down, they are summed up in memory. A node that is killed loses the records of the last half second; if
 * the connection breaks during a commit, the records of one transaction may be counted twice. Thread-safe.
 */
public final class UsageHistory extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(UsageHistory.class);
    private static final int DAYS = 400;
    private static final int MOST_WAITING = 20_000;
    private static final int MOST_TOGETHER = 500;
    private static final long INTERVAL_MILLIS = 500;
    private static final long CLOSE_SECONDS = 10;

    private final DataSource database;
    private final Clock clock;
    private final RecordReader reader = new RecordReader();
    private final RepeatedWarning failureWarning;
    private final RepeatedWarning lossWarning;
    private final Map<UsageKey, UsageAmounts> waiting = new HashMap<>();
    private ScheduledExecutorService writer;
    private LocalDate cleaned;
    private volatile boolean created;

    public UsageHistory(DataSource database) {
        this(database, Clock.systemUTC());
    }

    UsageHistory(DataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
        this.failureWarning = new RepeatedWarning(clock);
        this.lossWarning = new RepeatedWarning(clock);
    }

    /** Counts a call. Does not wait for the database. */
    public void record(Map<String, ?> record) {
        UsageKey key = reader.key(record);
        synchronized (waiting) {
            if (waiting.size() < MOST_WAITING || waiting.containsKey(key)) {
                waiting.merge(key, RecordReader.amounts(record), UsageAmounts::plus);
                return;
            }
        }
        lossWarning.count(count -> LOG.warn(
                "The usage database has been down for too long. Records of calls that are lost since the last message:"
                        + " {}",
                count));
    }

    /** Returns a connection to a database with the table; the caller closes it. */
    Connection connect() throws SQLException {
        Connection connection = database.getConnection();
        try {
            if (!created) {
                HistoryTable.create(connection);
                created = true;
            }
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    @Override
    protected void doStart() {
        writer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "gateway-usage");
            thread.setDaemon(true);
            return thread;
        });
        writer.scheduleWithFixedDelay(this::write, INTERVAL_MILLIS, INTERVAL_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Writes what is waiting. */
    @Override
    protected void doStop() throws InterruptedException {
        if (writer == null) {
            // the start failed before
            return;
        }
        writer.execute(this::write);
        writer.shutdown();
        if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
            writer.shutdownNow();
        }
        synchronized (waiting) {
            if (!waiting.isEmpty()) {
                LOG.warn("The gateway stops before all records of calls are in the usage database");
            }
        }
    }

    /** Never throws: the scheduler would not call it again. */
    private void write() {
        SortedMap<UsageKey, UsageAmounts> batch = new TreeMap<>();
        try {
            for (batch = next(); !batch.isEmpty(); batch = next()) {
                try (Connection connection = connect()) {
                    HistoryTable.add(connection, batch);
                }
            }
            clean();
        } catch (SQLException | RuntimeException | Error e) {
            putBack(batch);
            failureWarning.count(count -> LOG.warn(
                    "The usage database cannot be written, the records of calls wait. Failures since the last"
                            + " message: {}. The last one: {}",
                    count,
                    e.toString()));
        }
    }

    private SortedMap<UsageKey, UsageAmounts> next() {
        SortedMap<UsageKey, UsageAmounts> batch = new TreeMap<>();
        synchronized (waiting) {
            Iterator<Map.Entry<UsageKey, UsageAmounts>> entries =
                    waiting.entrySet().iterator();
            while (entries.hasNext() && batch.size() < MOST_TOGETHER) {
                Map.Entry<UsageKey, UsageAmounts> entry = entries.next();
                batch.put(entry.getKey(), entry.getValue());
                entries.remove();
            }
        }
        return batch;
    }

    private void putBack(Map<UsageKey, UsageAmounts> batch) {
        synchronized (waiting) {
            batch.forEach((key, amounts) -> waiting.merge(key, amounts, UsageAmounts::plus));
        }
    }

    /** Once a day. */
    private void clean() throws SQLException {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(cleaned)) {
            try (Connection connection = connect()) {
                HistoryTable.deleteBefore(connection, today.minusDays(DAYS));
            }
            cleaned = today;
        }
    }
}
