package io.github.camelglm4.examples.gateway.usage;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The table of what was used each day, in PostgreSQL or H2. Several nodes may write to it. Stateless. */
final class HistoryTable {

    private static final int QUERY_SECONDS = 5;

    private static final String CREATE = "create table if not exists gateway_usage (usage_day date not null,"
            + " caller varchar(255) not null, model varchar(255) not null, status integer not null,"
            + " code varchar(255) not null, requests bigint not null, prompt_tokens bigint not null,"
            + " completion_tokens bigint not null, cached_tokens bigint not null, reasoning_tokens bigint not null,"
            + " primary key (usage_day, caller, model, status, code))";

    private static final String INSERT = "insert into gateway_usage (usage_day, caller, model, status, code, requests,"
            + " prompt_tokens, completion_tokens, cached_tokens, reasoning_tokens)"
            + " values (?, ?, ?, ?, ?, 0, 0, 0, 0, 0)";

    private static final String UPDATE = "update gateway_usage set requests = requests + ?,"
            + " prompt_tokens = prompt_tokens + ?, completion_tokens = completion_tokens + ?,"
            + " cached_tokens = cached_tokens + ?, reasoning_tokens = reasoning_tokens + ?"
            + " where usage_day = ? and caller = ? and model = ? and status = ? and code = ?";

    private static final String DELETE = "delete from gateway_usage where usage_day < ?";

    private static final String SUMS = "sum(requests), sum(prompt_tokens), sum(completion_tokens), sum(cached_tokens),"
            + " sum(reasoning_tokens) from gateway_usage where usage_day between ? and ?";

    private static final String BY_NAME =
            "select caller, model, status, code, " + SUMS + " group by caller, model, status, code";

    private static final String BY_DAY = "select usage_day, status, " + SUMS + " group by usage_day, status";

    private HistoryTable() {}

    /**
     * Creates the table, unless it exists. In PostgreSQL, two nodes may get in each other's way, and have one of
     * several errors.
     */
    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        } catch (SQLException e) {
            if (!exists(connection)) {
                throw e;
            }
        }
    }

    private static boolean exists(Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement("select 1 from gateway_usage where 1 = 0")) {
            statement.executeQuery().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /**
     * Adds all amounts in one transaction, or none. Rows are locked in their order, so that nodes do not wait for each
     * other in a circle.
     */
    static void add(Connection connection, SortedMap<UsageKey, UsageAmounts> amounts) throws SQLException {
        connection.setAutoCommit(false);
        try {
            List<UsageKey> missing = update(connection, amounts);
            while (!missing.isEmpty()) {
                connection.rollback();
                insert(connection, missing);
                missing = update(connection, amounts);
            }
            connection.commit();
        } catch (SQLException | RuntimeException | Error e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Returns the keys without a row. */
    private static List<UsageKey> update(Connection connection, SortedMap<UsageKey, UsageAmounts> amounts)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setQueryTimeout(QUERY_SECONDS);
            for (Map.Entry<UsageKey, UsageAmounts> entry : amounts.entrySet()) {
                UsageAmounts more = entry.getValue();
                statement.setLong(1, more.requests());
                statement.setLong(2, more.promptTokens());
                statement.setLong(3, more.completionTokens());
                statement.setLong(4, more.cachedTokens());
                statement.setLong(5, more.reasoningTokens());
                setKey(statement, 6, entry.getKey());
                statement.addBatch();
            }
            int[] counts = statement.executeBatch();
            List<UsageKey> missing = new ArrayList<>();
            int i = 0;
            for (UsageKey key : amounts.keySet()) {
                if (counts[i++] == 0) {
                    missing.add(key);
                }
            }
            return missing;
        }
    }

    /** Each row on its own: a transaction would fail as a whole if another node adds one of them. */
    private static void insert(Connection connection, Collection<UsageKey> keys) throws SQLException {
        connection.setAutoCommit(true);
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (UsageKey key : keys) {
                setKey(statement, 1, key);
                try {
                    statement.executeUpdate();
                } catch (SQLException e) {
                    // class 23 of the SQL standard: the violation of a constraint
                    if (!String.valueOf(e.getSQLState()).startsWith("23")) {
                        throw e;
                    }
                }
            }
        }
        connection.setAutoCommit(false);
    }

    private static void setKey(PreparedStatement statement, int index, UsageKey key) throws SQLException {
        statement.setObject(index, key.day());
        statement.setString(index + 1, key.caller());
        statement.setString(index + 2, key.model());
        statement.setInt(index + 3, key.status());
        statement.setString(index + 4, key.code());
    }

    /** Deletes all days before the day. */
    static void deleteBefore(Connection connection, LocalDate day) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(DELETE)) {
            statement.setObject(1, day);
            statement.executeUpdate();
        }
    }

    /** Returns the sums from the first to the last day. The keys have the first day. */
    static Map<UsageKey, UsageAmounts> sums(Connection connection, LocalDate first, LocalDate last)
            throws SQLException {
        Map<UsageKey, UsageAmounts> sums = new HashMap<>();
        try (PreparedStatement statement = select(connection, BY_NAME, first, last);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                UsageKey key =
                        new UsageKey(first, rows.getString(1), rows.getString(2), rows.getInt(3), rows.getString(4));
                sums.put(key, amounts(rows, 5));
            }
        }
        return sums;
    }

    /** Returns the totals of each day from the first to the last that has any. */
    static SortedMap<LocalDate, UsageTotals> days(Connection connection, LocalDate first, LocalDate last)
            throws SQLException {
        SortedMap<LocalDate, UsageTotals> days = new TreeMap<>();
        try (PreparedStatement statement = select(connection, BY_DAY, first, last);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                days.merge(
                        rows.getObject(1, LocalDate.class),
                        UsageTotals.of(rows.getInt(2), amounts(rows, 3)),
                        UsageTotals::plus);
            }
        }
        return days;
    }

    private static PreparedStatement select(Connection connection, String sql, LocalDate first, LocalDate last)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(QUERY_SECONDS);
        statement.setObject(1, first);
        statement.setObject(2, last);
        return statement;
    }

    private static UsageAmounts amounts(ResultSet rows, int column) throws SQLException {
        return new UsageAmounts(
                rows.getLong(column),
                rows.getLong(column + 1),
                rows.getLong(column + 2),
                rows.getLong(column + 3),
                rows.getLong(column + 4));
    }
}
