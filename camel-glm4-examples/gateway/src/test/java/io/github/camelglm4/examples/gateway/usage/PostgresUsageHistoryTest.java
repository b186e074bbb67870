package io.github.camelglm4.examples.gateway.usage;

import io.github.camelglm4.conversation.repository.PostgresServer;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The history in PostgreSQL, if there is one. */
class PostgresUsageHistoryTest extends UsageHistoryTestSupport {

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

    @Override
    JdbcConnectionPool connections() {
        return PostgresServer.connections(database.url());
    }
}
