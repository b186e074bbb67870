package io.github.camelglm4.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.conversation.repository.PostgresServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.h2.jdbcx.JdbcConnectionPool;

/** A database in which several gateways count. */
record SharedDatabase(String url) {

    /** What is counted of a caller in the current month. */
    record Sums(long requests, long tokens) {}

    /** The caller disposes of them. */
    JdbcConnectionPool connections() {
        return url.startsWith("jdbc:h2:") ? JdbcConnectionPool.create(url, "sa", "") : PostgresServer.connections(url);
    }

    /**
     * The sums by months, which those by days must equal: read in one statement, because calls may still be charged.
     */
    Sums sums(String caller) throws SQLException {
        JdbcConnectionPool connections = connections();
        try (Connection connection = connections.getConnection();
                PreparedStatement query = connection.prepareStatement("select period, sum(requests), sum(tokens)"
                        + " from glm4_usage where caller = ? and period in ('D', 'M') group by period")) {
            query.setString(1, caller);
            Set<Sums> sums = new HashSet<>();
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    sums.add(new Sums(rows.getLong(2), rows.getLong(3)));
                }
            }
            assertThat(sums).as("sums of days and months").hasSize(1);
            return sums.iterator().next();
        } finally {
            connections.dispose();
        }
    }
}
