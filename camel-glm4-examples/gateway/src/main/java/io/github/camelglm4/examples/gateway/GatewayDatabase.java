package io.github.camelglm4.examples.gateway;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.camelglm4.text.PrintableText;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;

/** The database in which usage is stored, as a pool of connections. */
final class GatewayDatabase {

    private static final int MOST_CONNECTIONS = 5;
    /** Less than the time that calls wait for the usage store, so that the log tells the reason. */
    private static final long CONNECT_MILLIS = 3_000;

    private GatewayDatabase() {}

    /**
     * Creates the pool. A database server that is down is no error: calls then pass as the usage store decides. A file
     * that cannot be opened is one: another gateway may use it, and would not share its counters.
     */
    static HikariDataSource open(GatewaySettings settings) {
        HikariDataSource database = pool(settings);
        Optional<String> problem = isEmbedded(settings.database()) ? problem(database) : Optional.empty();
        if (problem.isPresent()) {
            database.close();
            throw new IllegalArgumentException("gateway.database=" + shown(settings.database()) + " cannot be opened: "
                    + problem.get() + ". If another gateway uses it, set PostgreSQL for both");
        }
        return database;
    }

    private static HikariDataSource pool(GatewaySettings settings) {
        if (!settings.database().startsWith("jdbc:")) {
            throw new IllegalArgumentException("gateway.database must be a JDBC URL such as"
                    + " jdbc:postgresql://db.example.com/gateway, but is " + shown(settings.database()));
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("gateway");
        config.setMaximumPoolSize(MOST_CONNECTIONS);
        config.setConnectionTimeout(CONNECT_MILLIS);
        config.setInitializationFailTimeout(-1);
        try {
            config.setJdbcUrl(openUntilClosed(settings.database()));
            if (!settings.databaseUser().isBlank()) {
                config.setUsername(settings.databaseUser());
                config.setPassword(settings.databasePassword());
            }
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(
                    "gateway.database has no driver: " + shown(settings.database())
                            + " (H2 and PostgreSQL are supported)",
                    e);
        }
    }

    /** Connects, which takes at most 3 seconds. Returns why this is not possible; empty if it is. */
    static Optional<String> problem(DataSource database) {
        try {
            database.getConnection().close();
            return Optional.empty();
        } catch (SQLException e) {
            Throwable reason = e;
            while (reason.getCause() instanceof SQLException cause) {
                reason = cause;
            }
            return Optional.of(PrintableText.sentence(reason.getMessage()));
        }
    }

    /** H2 would close its file as soon as the process is told to end, before the last records are in it. */
    private static String openUntilClosed(String url) {
        return isEmbedded(url) && !url.toUpperCase(Locale.ROOT).contains(";DB_CLOSE_ON_EXIT")
                ? url + ";DB_CLOSE_ON_EXIT=FALSE"
                : url;
    }

    private static boolean isEmbedded(String url) {
        return url.startsWith("jdbc:h2:") && !url.startsWith("jdbc:h2:tcp:") && !url.startsWith("jdbc:h2:ssl:");
    }

    /** Without parameters, which may be passwords. */
    static String shown(String url) {
        return url.replaceFirst("[?;].*", "").replaceFirst("//[^/@]*@", "//");
    }
}
