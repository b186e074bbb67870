package io.github.camelglm4.conversation.repository;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import javax.sql.DataSource;
import org.apache.camel.processor.aggregate.jdbc.JdbcAggregationRepository;
import org.apache.camel.spi.OptimisticLockingAggregationRepository;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** A database, which counts versions in a column. */
class JdbcRepositoryTest extends RepositoryContract {

    private JdbcConnectionPool connections;

    @Override
    OptimisticLockingAggregationRepository createRepository() throws SQLException {
        connections = JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        createTables(connections, "blob");
        return new JdbcAggregationRepository(
                new DataSourceTransactionManager(connections), "conversations", connections);
    }

    /** The two tables that a JdbcAggregationRepository needs; the second one stays empty. */
    static void createTables(DataSource database, String binary) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : new String[] {"conversations", "conversations_completed"}) {
                statement.execute("create table " + table + " (id varchar(255) primary key, exchange " + binary
                        + " not null, version bigint not null)");
            }
        }
    }

    DataSource database() {
        return connections;
    }

    @AfterEach
    void closeDatabase() {
        connections.dispose();
    }
}
