package io.github.camelglm4.usage.jdbc;

import io.github.camelglm4.usage.UnknownOutcomeException;
import io.github.camelglm4.usage.UsageChange;
import io.github.camelglm4.usage.UsageResult;
import io.github.camelglm4.usage.UsageStore;
import io.github.camelglm4.usage.UsageSums;
import io.github.camelglm4.usage.UsageWindows;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts in the table {@code glm4_usage} of a database. Nodes with the same table share budgets, which survive
 * restarts. The changes that come in while a transaction runs are written together by the next one. One thread of its
 * own writes, and another one reads for reports; they end when they are idle. Set the properties before the first use.
 * Thread-safe.
 */
public final class JdbcUsageStore implements UsageStore {

    private static final Logger LOG = LoggerFactory.getLogger(JdbcUsageStore.class);
    private static final int MOST_WAITING = 10_000;
    private static final int MOST_TOGETHER = 500;
    private static final int MOST_REPORTS = 100;
    private static final long IDLE_SECONDS = 30;

    private record Pending(UsageChange change, CompletableFuture<UsageResult> result) {}

    private final Queue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waitingCount = new AtomicInteger();
    private final AtomicBoolean writing = new AtomicBoolean();
    private final ExecutorService writer = oneThread(MOST_WAITING);
    private final ExecutorService reader = oneThread(MOST_REPORTS);
    private DataSource dataSource;
    private boolean createTable;
    private volatile boolean created;

    public JdbcUsageStore() {}

    public JdbcUsageStore(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** The database. Required. */
    public void setDataSource(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** Whether the table is created if it is missing. Default: false. */
    public void setCreateTable(boolean createTable) {
        this.createTable = createTable;
    }

    @Override
    public CompletionStage<UsageResult> add(UsageChange change) {
        if (waitingCount.incrementAndGet() > MOST_WAITING) {
            waitingCount.decrementAndGet();
            return CompletableFuture.failedFuture(
                    new IllegalStateException(MOST_WAITING + " changes wait for the database already"));
        }
        Pending pending = new Pending(change, new CompletableFuture<>());
        waiting.add(pending);
        write();
        return pending.result();
    }

    /** Reads without locks, and does not wait for the changes that are being written. */
    @Override
    public CompletionStage<Map<String, UsageSums>> sums(Set<String> callers, Instant time) {
        CompletableFuture<Map<String, UsageSums>> result = new CompletableFuture<>();
        try {
            reader.execute(() -> {
                try {
                    result.complete(read(callers, time));
                } catch (SQLException | RuntimeException | Error e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(
                    new IllegalStateException(MOST_REPORTS + " reports wait for the database already", e));
        }
        return result;
    }

    private Map<String, UsageSums> read(Set<String> callers, Instant time) throws SQLException {
        try (Connection connection = connect()) {
            Map<String, UsageSums> sums = UsageTable.sums(connection, callers, time);
            callers.forEach(caller -> sums.putIfAbsent(caller, UsageSums.ZERO));
            return sums;
        }
    }

    private void write() {
        if (!waiting.isEmpty() && writing.compareAndSet(false, true)) {
            writer.execute(() -> {
                writeNext();
                writing.set(false);
                write();
            });
        }
    }

    private void writeNext() {
        List<Pending> batch = new ArrayList<>();
        // the counters that are read together must be those of one day
        for (Pending next = waiting.peek();
                next != null && batch.size() < MOST_TOGETHER && (batch.isEmpty() || isSameDay(next, batch.get(0)));
                next = waiting.peek()) {
            batch.add(waiting.poll());
            waitingCount.decrementAndGet();
        }
        try {
            List<UsageResult> results =
                    write(batch.stream().map(Pending::change).toList());
            for (int i = 0; i < results.size(); i++) {
                batch.get(i).result().complete(results.get(i));
            }
        } catch (SQLException | RuntimeException | Error e) {
            batch.forEach(pending -> pending.result().completeExceptionally(e));
        }
    }

    private static boolean isSameDay(Pending one, Pending other) {
        return UsageWindows.day(one.change().time())
                == UsageWindows.day(other.change().time());
    }

    /** Returns a result for each change. */
    private List<UsageResult> write(List<UsageChange> changes) throws SQLException {
        List<UsageResult> results = null;
        try (Connection connection = connect()) {
            results = commit(connection, changes);
            connection.setAutoCommit(true);
        } catch (SQLException | RuntimeException e) {
            if (results == null) {
                throw e;
            }
            // the connection failed after the commit, so the changes are added
            LOG.debug("A connection failed after a commit", e);
        }
        return results;
    }

    private static List<UsageResult> commit(Connection connection, List<UsageChange> changes) throws SQLException {
        Set<String> callers = new HashSet<>();
        for (UsageChange change : changes) {
            callers.add(change.caller());
        }
        connection.setAutoCommit(false);
        List<UsageResult> results;
        try {
            lockAll(connection, callers);
            results = apply(connection, changes);
        } catch (SQLException | RuntimeException | Error e) {
            rollBack(connection, e);
            throw e;
        }
        try {
            connection.commit();
            return results;
        } catch (SQLException e) {
            rollBack(connection, e);
            throw new UnknownOutcomeException("the database did not confirm the commit", e);
        }
    }

    private static void rollBack(Connection connection, Throwable cause) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Returns a connection that commits each statement, to a database with the table. */
    private Connection connect() throws SQLException {
        if (dataSource == null) {
            throw new IllegalStateException(
                    "the property dataSource of " + getClass().getName() + " is not set");
        }
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(true);
            if (createTable && !created) {
                UsageTable.create(connection);
                created = true;
            }
            return connection;
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    /** In the order of their names, so that nodes do not wait for each other in a circle. */
    private static void lockAll(Connection connection, Set<String> callers) throws SQLException {
        List<String> missing = new ArrayList<>();
        for (String caller : callers.stream().sorted().toList()) {
            if (!UsageTable.lock(connection, caller)) {
                missing.add(caller);
            }
        }
        if (!missing.isEmpty()) {
            connection.rollback();
            connection.setAutoCommit(true);
            for (String caller : missing) {
                UsageTable.addLock(connection, caller);
            }
            connection.setAutoCommit(false);
            lockAll(connection, callers);
        }
    }

    private static List<UsageResult> apply(Connection connection, List<UsageChange> changes) throws SQLException {
        SortedMap<String, CallerRows> callers = new TreeMap<>();
        List<UsageResult> results = new ArrayList<>();
        for (UsageChange change : changes) {
            CallerRows rows = callers.get(change.caller());
            if (rows == null) {
                rows = new CallerRows(UsageTable.read(connection, change));
                callers.put(change.caller(), rows);
            }
            results.add(rows.add(change));
        }
        for (CallerRows rows : callers.values()) {
            rows.write(connection);
        }
        return results;
    }

    private static ExecutorService oneThread(int mostWaiting) {
        return new ThreadPoolExecutor(
                0, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(mostWaiting), JdbcUsageStore::thread);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "glm4-usage");
        thread.setDaemon(true);
        return thread;
    }
}
