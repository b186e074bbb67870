package io.github.camelglm4.examples.gateway.usage;

import static io.github.camelglm4.examples.gateway.usage.UsageRecords.answered;
import static io.github.camelglm4.examples.gateway.usage.UsageRecords.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.examples.gateway.usage.UsageSummary.Line;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The history of usage in a database. */
@Timeout(60)
abstract class UsageHistoryTestSupport {

    private static final LocalDate TODAY = LocalDate.of(2026, 3, 1);
    private static final Clock CLOCK = Clock.fixed(TODAY.atTime(23, 0).toInstant(ZoneOffset.UTC), ZoneOffset.UTC);

    private final List<UsageHistory> nodes = new ArrayList<>();
    private JdbcConnectionPool connections;
    private BreakableDatabase database;

    /** Connections to the database. */
    abstract JdbcConnectionPool connections();

    @BeforeEach
    void connect() throws SQLException {
        connections = connections();
        database = new BreakableDatabase(connections);
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists gateway_usage");
        }
    }

    @AfterEach
    void disconnect() {
        nodes.forEach(UsageHistory::stop);
        connections.dispose();
    }

    private UsageHistory node() {
        UsageHistory node = new UsageHistory(database.connections(), CLOCK);
        nodes.add(node);
        node.start();
        return node;
    }

    private UsageSummary summary() throws SQLException {
        return new HistoryReader(new UsageHistory(connections, CLOCK), CLOCK).read();
    }

    /** Stopping a node writes what it still has. */
    private void stopNodes() {
        nodes.forEach(UsageHistory::stop);
    }

    @Test
    void nodesThatAddAtTheSameTimeLoseNothing() throws Exception {
        Random random = new Random(21);
        long[] prompt = new long[1];
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int n = 0; n < 2; n++) {
            UsageHistory node = node();
            for (int thread = 0; thread < 2; thread++) {
                List<Long> tokens = random.longs(2_000, 0, 1_000).boxed().toList();
                prompt[0] += tokens.stream().mapToLong(Long::longValue).sum();
                writers.add(CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < tokens.size(); i++) {
                        node.record(answered(TODAY, "caller-" + i % 40, "model-" + i % 3, tokens.get(i), 1));
                    }
                }));
            }
        }
        writers.forEach(CompletableFuture::join);
        stopNodes();

        UsageTotals today = summary().today();
        assertThat(today.requests()).isEqualTo(8_000);
        assertThat(today.promptTokens()).isEqualTo(prompt[0]);
        assertThat(today.completionTokens()).isEqualTo(8_000);
        assertThat(summary().callers().lines())
                .hasSize(40)
                .allSatisfy(line -> assertThat(line.today().requests()).isEqualTo(200));
    }

    @Test
    void sumsThirtyDaysByCallerModelAndReason() throws Exception {
        UsageHistory node = node();
        node.record(answered(TODAY, "alice", "fast", 10, 5));
        node.record(answered(TODAY.minusDays(1), "alice", "smart", 100, 50));
        node.record(answered(TODAY.minusDays(29), "bob", "fast", 1_000, 500));
        node.record(answered(TODAY.minusDays(30), "bob", "fast", 7, 7));
        node.record(refused(TODAY, "bob", "fast", 429, "insufficient_quota"));
        node.record(refused(TODAY.minusDays(3), "bob", "fast", 429, "insufficient_quota"));
        node.record(refused(TODAY.minusDays(3), "bob", "fast", 502, null));
        node.record(refused(TODAY, null, null, 401, "invalid_api_key"));
        node.record(refused(TODAY, "alice", "smart", 499, "client_closed_request"));
        stopNodes();

        UsageSummary summary = summary();

        assertThat(summary.today()).isEqualTo(new UsageTotals(4, 2, 0, 1, 10, 5, 5, 0));
        assertThat(summary.last30Days()).isEqualTo(new UsageTotals(8, 3, 1, 1, 1_110, 555, 555, 0));
        assertThat(summary.days()).hasSize(30);
        assertThat(summary.days().get(0))
                .isEqualTo(new UsageSummary.Day("2026-01-31", new UsageTotals(1, 0, 0, 0, 1_000, 500, 500, 0)));
        assertThat(summary.days().get(29).day()).isEqualTo("2026-03-01");
        assertThat(summary.callers().lines())
                .extracting(
                        Line::name,
                        line -> line.today().tokens(),
                        line -> line.last30Days().tokens())
                .containsExactly(tuple("bob", 0L, 1_500L), tuple("alice", 15L, 165L), tuple("(unknown)", 0L, 0L));
        assertThat(summary.models().lines()).extracting(Line::name).containsExactly("fast", "smart", "(unknown)");
        assertThat(summary.errors())
                .containsExactly(
                        new UsageSummary.Errors(429, "insufficient_quota", 1, 2),
                        new UsageSummary.Errors(401, "invalid_api_key", 1, 1),
                        new UsageSummary.Errors(499, "client_closed_request", 1, 1),
                        new UsageSummary.Errors(502, "", 0, 1));
    }

    /** Another node may have created it at the same moment, and databases report that in many ways. */
    @Test
    void anErrorOfTheCreationDoesNotMatterIfTheTableExists() throws Exception {
        try (Connection connection = connections.getConnection()) {
            Connection failing = withoutStatements(connection);
            assertThatThrownBy(() -> HistoryTable.create(failing)).hasMessage("it failed");
            HistoryTable.create(connection);

            HistoryTable.create(failing);
        }
    }

    /** A connection that can only prepare statements. */
    private static Connection withoutStatements(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                UsageHistoryTestSupport.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("createStatement")) {
                        throw new SQLException("it failed");
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void inventedNamesAreCountedTogether() throws Exception {
        UsageHistory node = node();
        for (int i = 0; i < 2_000; i++) {
            node.record(refused(TODAY, null, "invented-" + i, 404, "model_not_found"));
            node.record(answered(TODAY, "alice", "any-" + i, 1, 1));
        }
        node.record(answered(TODAY, "a\u0000b\ud800" + "c".repeat(5_000), "FAST", Long.MAX_VALUE, -1));
        stopNodes();

        UsageSummary summary = summary();
        assertThat(summary.today().requests()).isEqualTo(4_001);
        assertThat(summary.models().lines()).hasSize(500);
        assertThat(summary.models().lines().stream()
                        .filter(line -> line.name().equals(KnownNames.OTHERS))
                        .map(line -> line.today().requests()))
                .containsExactly(3_501L);
    }

    @Test
    void recordsWaitWhileTheDatabaseIsDown() throws Exception {
        UsageHistory node = node();
        database.isDown(true);
        node.record(answered(TODAY, "alice", "fast", 10, 5));
        database.awaitAttempts(2);
        node.record(answered(TODAY, "alice", "fast", 10, 5));
        database.isDown(false);

        await().untilAsserted(() -> assertThat(summary().today().requests()).isEqualTo(2));
        assertThat(summary().today().promptTokens()).isEqualTo(20);
    }

    @Test
    void deletesDaysAfterAboutFourHundred() throws Exception {
        UsageHistory first = node();
        first.record(answered(TODAY.minusDays(400), "alice", "fast", 1, 1));
        first.record(answered(TODAY.minusDays(401), "alice", "fast", 1, 1));
        stopNodes();
        node().record(answered(TODAY, "alice", "fast", 1, 1));
        stopNodes();

        try (Connection connection = connections.getConnection()) {
            assertThat(HistoryTable.days(connection, LocalDate.EPOCH, TODAY))
                    .containsOnlyKeys(TODAY.minusDays(400), TODAY);
        }
    }
}
