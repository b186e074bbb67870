package io.github.camelglm4.gateway;

import static io.github.camelglm4.testing.Patience.LONG;
import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.conversation.repository.PostgresServer;
import io.github.camelglm4.gateway.SharedDatabase.Sums;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two gateways with a PostgreSQL, if there is one. A gateway is killed, and so is the database. */
class PostgresGatewaysTest extends TwoGatewaysTestSupport {

    private static PostgresServer server;

    @BeforeAll
    static void startDatabase() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    @BeforeEach
    void emptyDatabase() throws Exception {
        JdbcConnectionPool connections = database().connections();
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop table if exists glm4_usage");
        } finally {
            connections.dispose();
        }
    }

    @Override
    SharedDatabase database() {
        return new SharedDatabase(server.url());
    }

    /**
     * One of them is killed with calls in progress at the service, and in the middle of a transaction. The tokens of
     * its calls in progress are lost, and nothing else.
     */
    @Test
    void aKilledNodeLosesTheTokensOfItsCallsInProgressAndLeavesNoLock() throws Exception {
        Process killed = nodeInItsOwnProcess();
        int killedPort = Integer.parseInt(killed.inputReader().readLine());
        int port = node(GatewayNode.store(connections()), "refuse").port();
        for (int i = 0; i < 20; i++) {
            assertThat(ask(killedPort, "large", "complete").statusCode()).isEqualTo(200);
            assertThat(ask(port, "large", "complete").statusCode()).isEqualTo(200);
        }
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(database().sums("large")).isEqualTo(new Sums(40, service.tokens("complete"))));
        service.hold();
        for (int i = 0; i < 4; i++) {
            send(killedPort, "large", "lost");
        }
        List<CompletableFuture<HttpResponse<String>>> kept =
                List.of(send(port, "large", "kept"), send(port, "large", "kept"));
        await().atMost(SOON).until(() -> service.held() == 6);

        try (Connection connection = connections().getConnection()) {
            connection.setAutoCommit(false);
            lock(connection, "M", "");
            send(killedPort, "large", "never");
            await().atMost(SOON).until(this::isLocked);
            killed.destroyForcibly().waitFor();
            connection.rollback();
        }
        service.release();

        assertThat(ask(port, "large", "after").statusCode()).isEqualTo(200);
        for (CompletableFuture<HttpResponse<String>> answer : kept) {
            assertThat(answer.get(SOON.toSeconds(), TimeUnit.SECONDS).statusCode())
                    .isEqualTo(200);
        }
        assertThat(service.calls("never")).isZero();
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(database().sums("large"))
                        .isEqualTo(new Sums(
                                47, service.tokens("complete") + service.tokens("kept") + service.tokens("after"))));
    }

    /** One node allows calls without its store, the other one refuses them. */
    @Test
    void aDatabaseThatIsKilledAndStartedAgainUnderLoad() throws Exception {
        GatewayNode allowing = node(GatewayNode.store(connections()), "allow");
        GatewayNode refusing = node(GatewayNode.store(connections()), "refuse");
        useUp(allowing.port(), "small");
        assertThat(code(ask(refusing.port(), "small", "small"))).isEqualTo("insufficient_quota");
        AtomicBoolean ends = new AtomicBoolean();
        AtomicInteger granted = new AtomicInteger();
        List<CompletableFuture<Void>> load = new ArrayList<>();
        for (int client = 0; client < 2; client++) {
            load.add(run(() -> {
                while (!ends.get()) {
                    assertThat(ask(allowing.port(), "daily", "allowed").statusCode())
                            .isIn(200, 429);
                }
            }));
            load.add(run(() -> {
                while (!ends.get()) {
                    if (isGranted(ask(refusing.port(), "large", "refused"), "limits_unavailable")) {
                        granted.incrementAndGet();
                    }
                }
            }));
        }
        await().atMost(SOON).until(() -> granted.get() >= 20);

        server.kill();
        await().atMost(SOON)
                .until(() -> code(ask(refusing.port(), "small", "small")).equals("limits_unavailable"));
        assertThat(ask(allowing.port(), "small", "small").statusCode()).isEqualTo(200);
        int before = granted.get();
        server.restart();

        for (GatewayNode node : List.of(allowing, refusing)) {
            await().atMost(SOON)
                    .until(() -> code(ask(node.port(), "small", "small")).equals("insufficient_quota"));
            assertThat(node.storeFailures()).isPositive();
        }
        await().atMost(SOON).until(() -> granted.get() >= before + 20);
        ends.set(true);
        CompletableFuture.allOf(load.toArray(CompletableFuture[]::new)).get(LONG.toSeconds(), TimeUnit.SECONDS);

        assertThat(service.calls("refused")).isEqualTo(granted.get());
        // what was stored when its result was lost is counted, but was refused: at most a call of each client
        assertThat(database().sums("large").requests()).isBetween(granted.longValue(), granted.get() + 2L);
    }

    private Process nodeInItsOwnProcess() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        GatewayNode.class.getName(),
                        server.url(),
                        callers.toString(),
                        service.baseUrl(),
                        "refuse")
                .redirectError(Path.of("target", "gateway-node.log").toFile())
                .start();
        opened.add(process::destroyForcibly);
        return process;
    }

    /** Locks the row of that period of the caller "large" until the end of the transaction. */
    private static void lock(Connection connection, String period, String wait) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.executeQuery("select caller from glm4_usage where caller = 'large' and period = '" + period
                    + "' for update " + wait);
        }
    }

    /** Whether a node has locked the caller "large". */
    private boolean isLocked() throws SQLException {
        try (Connection connection = connections().getConnection()) {
            connection.setAutoCommit(false);
            lock(connection, "L", "nowait");
            connection.rollback();
            return false;
        } catch (SQLException e) {
            return true;
        }
    }
}
