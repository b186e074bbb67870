package io.github.camelglm4.usage.jdbc;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.testing.SettableClock;
import io.github.camelglm4.usage.Admission;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.InMemoryUsageStore;
import io.github.camelglm4.usage.LimitMode;
import io.github.camelglm4.usage.UnknownOutcomeException;
import io.github.camelglm4.usage.UsageChange;
import io.github.camelglm4.usage.UsageLimiter;
import io.github.camelglm4.usage.UsageLimits;
import io.github.camelglm4.usage.UsageResult;
import io.github.camelglm4.usage.UsageStore;
import io.github.camelglm4.usage.UsageSums;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a store in a database must do. */
@Timeout(120)
abstract class JdbcUsageStoreTestSupport {

    private static final Instant NOW = Instant.parse("2026-12-31T23:58:30Z");

    private final String caller = UUID.randomUUID().toString();
    private final SettableClock clock = new SettableClock(NOW.toString());

    /** Connections to the database, which is the same for all. */
    abstract JdbcConnectionPool connections();

    private JdbcUsageStore node(DataSource connections) {
        JdbcUsageStore store = new JdbcUsageStore(connections);
        store.setCreateTable(true);
        return store;
    }

    private static UsageResult add(UsageStore store, UsageChange change) throws Exception {
        return store.add(change).toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void countsAsMemoryDoes() throws Exception {
        JdbcConnectionPool connections = connections();
        try {
            UsageStore memory = new InMemoryUsageStore();
            Random random = new Random(2);
            long millis = NOW.toEpochMilli();
            for (int i = 0; i < 200; i++) {
                millis += random.nextInt(i % 20 == 0 ? 90_000 : 2_000);
                long most = random.nextInt(60);
                UsageChange change = new UsageChange(
                        caller,
                        Instant.ofEpochMilli(millis),
                        random.nextInt(2),
                        random.nextInt(20),
                        new UsageSums(most, most * 10, most * 50, Long.MAX_VALUE));

                // another node each time, which has nothing in its memory
                assertThat(add(node(connections), change)).isEqualTo(add(memory, change));
            }
        } finally {
            connections.dispose();
        }
    }

    @Test
    void nodesShareALimitToTheRequest() throws Exception {
        JdbcConnectionPool connections = connections();
        List<UsageStore> nodes = List.of(node(connections), node(connections));
        UsageSums most = new UsageSums(150, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        try {
            List<CompletableFuture<UsageResult>> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                UsageChange change = new UsageChange(caller, NOW, 1, 0, most);
                all.add(nodes.get(i % 2).add(change).toCompletableFuture());
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);

            assertThat(all.stream().filter(result -> result.join().added())).hasSize(150);
        } finally {
            connections.dispose();
        }
    }

    /** Each of 16 threads has one call in progress, of 10 tokens. */
    @Test
    void nodesOverdrawABudgetByNoMoreThanTheCallsInProgress() throws Exception {
        JdbcConnectionPool connections = connections();
        UsageLimits limits = new UsageLimits(
                UsageLimits.NONE, UsageLimits.NONE, 1_000, UsageLimits.NONE, UsageLimits.NONE, UsageLimits.NONE);
        Caller who = new Caller(caller, Set.of(), null, limits, null);
        AtomicInteger granted = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (int node = 0; node < 2; node++) {
                UsageLimiter limiter =
                        new UsageLimiter(node(connections), LimitMode.ENFORCE, false, clock, Runnable::run, () -> {});
                for (int thread = 0; thread < 8; thread++) {
                    all.add(CompletableFuture.runAsync(() -> callAgainAndAgain(limiter, who, granted), threads));
                }
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);

            assertThat(granted.get() * 10).isBetween(1_000, 1_000 + 16 * 10);
            assertThat(add(node(connections), new UsageChange(caller, NOW, 0, 0, UsageSums.UNLIMITED))
                            .sums()
                            .dayTokens())
                    .isEqualTo(granted.get() * 10L);
        } finally {
            threads.shutdown();
            connections.dispose();
        }
    }

    private static void callAgainAndAgain(UsageLimiter limiter, Caller who, AtomicInteger granted) {
        int refusals = 0;
        while (refusals < 3) {
            Admission admission = limiter.admit(who, 10).toCompletableFuture().join();
            if (admission.isAdmitted()) {
                granted.incrementAndGet();
                admission.hold().settle(10);
            } else {
                assertThat(admission.over()).isNotNull();
                refusals++;
            }
        }
    }

    /** Also while a node counts: its transaction has locked the caller. */
    @Test
    void readsManyCallersWithoutALock() throws Exception {
        JdbcConnectionPool connections = connections();
        try {
            UsageStore memory = new InMemoryUsageStore();
            for (UsageStore store : List.of(node(connections), memory)) {
                for (int seconds = 0; seconds < 100; seconds += 20) {
                    add(store, new UsageChange(caller, NOW.plusSeconds(seconds), 1, 7, UsageSums.UNLIMITED));
                }
            }
            Set<String> callers = new HashSet<>(Set.of(caller));
            for (int i = 0; i < 250; i++) {
                callers.add("idle-" + i);
            }
            Instant now = NOW.plusSeconds(101);
            try (Connection counting = connections.getConnection()) {
                counting.setAutoCommit(false);
                assertThat(UsageTable.lock(counting, caller)).isTrue();

                assertThat(sums(node(connections), callers, now))
                        .isEqualTo(sums(memory, callers, now))
                        .hasSize(251)
                        .containsEntry("idle-249", UsageSums.ZERO);
                assertThat(UsageTable.lock(counting, "idle-249")).isFalse();
                counting.rollback();
            }
        } finally {
            connections.dispose();
        }
    }

    private static Map<String, UsageSums> sums(UsageStore store, Set<String> callers, Instant time) throws Exception {
        return store.sums(callers, time).toCompletableFuture().get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void failsWithoutItsDatabase() {
        JdbcConnectionPool connections = connections();
        try {
            connections.dispose();
            assertThatThrownBy(() -> add(node(connections), new UsageChange(caller, NOW, 1, 0, UsageSums.UNLIMITED)))
                    .hasCauseInstanceOf(Exception.class);
            assertThatThrownBy(() -> sums(node(connections), Set.of(caller), NOW))
                    .hasCauseInstanceOf(Exception.class);
        } finally {
            connections.dispose();
        }
    }

    @Test
    void createsNoTableUnlessToldTo() throws Exception {
        JdbcConnectionPool connections = connections();
        try {
            dropTable(connections);
            UsageChange change = new UsageChange(caller, NOW, 1, 0, UsageSums.UNLIMITED);
            JdbcUsageStore store = new JdbcUsageStore();
            store.setDataSource(connections);
            assertThatThrownBy(() -> add(store, change)).hasRootCauseInstanceOf(SQLException.class);

            store.setCreateTable(true);

            assertThat(add(store, change).added()).isTrue();
        } finally {
            connections.dispose();
        }
    }

    /** Another node may have created it at the same moment, and databases report that in many ways. */
    @Test
    void anErrorOfTheCreationDoesNotMatterIfTheTableExists() throws Exception {
        JdbcConnectionPool connections = connections();
        UsageChange change = new UsageChange(caller, NOW, 1, 0, UsageSums.UNLIMITED);
        try {
            dropTable(connections);
            JdbcUsageStore store = node(FailingDataSource.before(connections, "createStatement"));
            assertThatThrownBy(() -> add(store, change))
                    .hasCauseInstanceOf(SQLException.class)
                    .hasMessageContaining("createStatement failed");
            add(node(connections), change);

            assertThat(add(store, change).sums().minuteRequests()).isEqualTo(2);
        } finally {
            connections.dispose();
        }
    }

    @Test
    void anErrorOfALockIsReported() throws Exception {
        JdbcConnectionPool connections = connections();
        try {
            add(node(connections), new UsageChange(caller, NOW, 1, 0, UsageSums.UNLIMITED));
            UsageStore store = node(connections);

            // longer than the column
            assertThatThrownBy(() -> add(store, new UsageChange("x".repeat(201), NOW, 1, 0, UsageSums.UNLIMITED)))
                    .hasCauseInstanceOf(SQLException.class);
        } finally {
            connections.dispose();
        }
    }

    /** In PostgreSQL, they get in each other's way. */
    @Test
    void nodesCreateTheTableAtTheSameTime() throws Exception {
        JdbcConnectionPool connections = connections();
        try {
            for (int round = 0; round < 10; round++) {
                dropTable(connections);
                List<CompletableFuture<UsageResult>> all = Stream.generate(() -> node(connections))
                        .limit(8)
                        .map(node -> node.add(new UsageChange(caller, NOW, 1, 0, UsageSums.UNLIMITED))
                                .toCompletableFuture())
                        .toList();

                CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);
            }
        } finally {
            connections.dispose();
        }
    }

    private static void dropTable(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists glm4_usage");
        }
    }

    @Test
    void aCommitThatIsNotConfirmedMayHaveBeenAdded() throws Exception {
        JdbcConnectionPool connections = connections();
        try {
            UsageStore store = node(FailingDataSource.after(connections, "commit"));

            assertThatThrownBy(() -> add(store, new UsageChange(caller, NOW, 0, 5, UsageSums.UNLIMITED)))
                    .hasCauseInstanceOf(UnknownOutcomeException.class);
            assertThat(tokens(connections)).isEqualTo(5);
        } finally {
            connections.dispose();
        }
    }

    @Test
    void aConnectionThatFailsAfterTheCommitHasAdded() throws Exception {
        JdbcConnectionPool connections = connections();
        try {
            UsageStore store = node(FailingDataSource.after(connections, "close"));

            assertThat(add(store, new UsageChange(caller, NOW, 0, 5, UsageSums.UNLIMITED))
                            .sums()
                            .dayTokens())
                    .isEqualTo(5);
        } finally {
            connections.dispose();
        }
    }

    /** Also if the connection is so broken that it cannot be rolled back. */
    @Test
    void aStatementThatFailsHasAddedNothing() throws Exception {
        JdbcConnectionPool connections = connections();
        try {
            add(node(connections), new UsageChange(caller, NOW, 0, 1, UsageSums.UNLIMITED));
            JdbcUsageStore store =
                    new JdbcUsageStore(FailingDataSource.before(connections, "prepareStatement", "rollback"));

            assertThatThrownBy(() -> add(store, new UsageChange(caller, NOW, 0, 5, UsageSums.UNLIMITED)))
                    .hasCauseInstanceOf(SQLException.class)
                    .hasMessageContaining("prepareStatement");
            assertThat(tokens(connections)).isEqualTo(1);
        } finally {
            connections.dispose();
        }
    }

    private long tokens(DataSource connections) throws Exception {
        return add(node(connections), new UsageChange(caller, NOW, 0, 0, UsageSums.UNLIMITED))
                .sums()
                .dayTokens();
    }

    /** They do not move the last minute of the requests with which they are written together. */
    @Test
    void tokensThatAreChargedLateCountWhereTheyWereUsed() throws Exception {
        JdbcConnectionPool connections = connections();
        try {
            add(node(connections), new UsageChange(caller, NOW, 1, 3, UsageSums.UNLIMITED));
            Instant earlier = NOW.minusSeconds(3_600);
            Instant dayBefore = NOW.minusSeconds(86_400);
            JdbcUsageStore store = node(connections);
            List<CompletableFuture<UsageResult>> together = Stream.of(
                            new UsageChange(caller, NOW, 1, 0, UsageSums.UNLIMITED),
                            new UsageChange(caller, earlier, 0, 5, UsageSums.UNLIMITED),
                            new UsageChange(caller, dayBefore, 0, 7, UsageSums.UNLIMITED),
                            new UsageChange(caller, NOW, 1, 0, UsageSums.UNLIMITED))
                    .map(change -> store.add(change).toCompletableFuture())
                    .toList();

            assertThat(together.get(3).get(LONG.toSeconds(), TimeUnit.SECONDS).sums())
                    .isEqualTo(new UsageSums(3, 3, 8, 15));
        } finally {
            connections.dispose();
        }
    }
}
