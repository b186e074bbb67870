package io.github.camelglm4.usage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.conversation.repository.PostgresServer;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The store in PostgreSQL, if there is one. */
class PostgresUsageStoreTest extends JdbcUsageStoreTestSupport {

    private static PostgresServer database;

    @BeforeAll
    static void startDatabase() throws Exception {
        database = PostgresServer.start();
    }

    @AfterAll
    static void stopDatabase() throws Exception {
        if (database != null) {
            database.close();
        }
    }

    /** What it had charged before is there, and all calls but the last one have their tokens. */
    @Test
    void aKilledNodeLosesOnlyTheCallInProgress() throws Exception {
        Process node = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx128m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        UsageNode.class.getName(),
                        database.url(),
                        "killed")
                .redirectError(Path.of("target", "usage-node.log").toFile())
                .start();
        int calls = 0;
        try (BufferedReader output = node.inputReader()) {
            while (calls < 200 && output.readLine() != null) {
                calls++;
            }
        } finally {
            node.destroyForcibly().waitFor();
        }
        assertThat(calls).isEqualTo(200);

        long requests = sum("requests");
        assertThat(requests).isGreaterThanOrEqualTo(calls);
        assertThat(sum("tokens")).isBetween((requests - 1) * 10, requests * 10);
    }

    /** By months: the test may begin in one and end in the next. */
    private long sum(String column) throws SQLException {
        JdbcConnectionPool connections = connections();
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement();
                ResultSet sum = statement.executeQuery(
                        "select sum(" + column + ") from glm4_usage where caller = 'killed' and period = 'M'")) {
            sum.next();
            return sum.getLong(1);
        } finally {
            connections.dispose();
        }
    }

    @Override
    JdbcConnectionPool connections() {
        return PostgresServer.connections(database.url());
    }
}
