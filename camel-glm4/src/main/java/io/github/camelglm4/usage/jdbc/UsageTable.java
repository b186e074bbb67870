package io.github.camelglm4.usage.jdbc;

import io.github.camelglm4.usage.UsageChange;
import io.github.camelglm4.usage.UsageSums;
import io.github.camelglm4.usage.UsageWindows;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The table of counters: one row for each second, day and month of a caller, and one by which the caller is locked.
 * Uses only SQL that PostgreSQL, H2 and most other databases have. Stateless.
 */
final class UsageTable {

    /** The kinds of rows, as they are stored. */
    enum Period {
        LOCK("L"),
        SECOND("S"),
        DAY("D"),
        MONTH("M");

        private final String letter;

        Period(String letter) {
            this.letter = letter;
        }
    }

    private static final String CREATE = "create table if not exists glm4_usage ("
            + "caller varchar(200) not null, period char(1) not null, period_start bigint not null,"
            + " requests bigint not null, tokens bigint not null, primary key (caller, period, period_start))";

    private static final String LOCK =
            "select caller from glm4_usage where caller = ? and period = 'L' and period_start = 0 for update";

    private static final String READ = "select period, period_start, requests, tokens from glm4_usage where caller = ?"
            + " and (period = 'S' and period_start >= ? or period = 'D' and period_start = ?"
            + " or period = 'M' and period_start = ?) order by period_start";

    /** The number of callers in one statement: more of them are read by several. */
    private static final int MOST_CALLERS = 100;

    private static final String SUMS = "select caller, period, sum(requests), sum(tokens) from glm4_usage"
            + " where caller in (" + String.join(", ", Collections.nCopies(MOST_CALLERS, "?")) + ")"
            + " and (period = 'S' and period_start >= ? or period = 'D' and period_start = ?"
            + " or period = 'M' and period_start = ?) group by caller, period";

    private static final String UPDATE = "update glm4_usage set requests = requests + ?, tokens = tokens + ?"
            + " where caller = ? and period = ? and period_start = ?";

    private static final String INSERT =
            "insert into glm4_usage (requests, tokens, caller, period, period_start) values (?, ?, ?, ?, ?)";

    private static final String FORGET =
            "delete from glm4_usage where caller = ? and period = 'S' and period_start < ?";

    private UsageTable() {}

    /**
     * Creates the table, unless it exists. In PostgreSQL, nodes that do it at the same time get in each other's way,
     * and have one of several errors.
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
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, "");
            statement.executeQuery().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    /** Adds the row by which the caller is locked, unless it is there. Not in a transaction, which would fail. */
    static void addLock(Connection connection, String caller) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            fill(statement, 0, 0, caller, Period.LOCK, 0);
            statement.executeUpdate();
        } catch (SQLException e) {
            // class 23 of the SQL standard: the violation of a constraint
            if (!String.valueOf(e.getSQLState()).startsWith("23")) {
                throw e;
            }
        }
    }

    /** Locks the caller until the end of the transaction. Returns whether its row exists. */
    static boolean lock(Connection connection, String caller) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setString(1, caller);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** Returns the windows of the caller at the time of the change. */
    static UsageWindows read(Connection connection, UsageChange change) throws SQLException {
        UsageWindows windows = new UsageWindows();
        try (PreparedStatement statement = connection.prepareStatement(READ)) {
            statement.setString(1, change.caller());
            setWindows(statement, 2, change.time());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    load(windows, rows.getString(1), rows.getLong(2), rows.getLong(3), rows.getLong(4));
                }
            }
        }
        return windows;
    }

    private static void setWindows(PreparedStatement statement, int index, Instant time) throws SQLException {
        statement.setLong(index, UsageWindows.second(time) - UsageWindows.SECONDS + 1);
        statement.setLong(index + 1, UsageWindows.day(time));
        statement.setLong(index + 2, UsageWindows.month(time));
    }

    /** Returns the sums of the callers at the time; a caller without any is missing. Locks nothing. */
    static Map<String, UsageSums> sums(Connection connection, Collection<String> callers, Instant time)
            throws SQLException {
        Map<String, UsageSums> sums = new HashMap<>();
        List<String> names = List.copyOf(callers);
        try (PreparedStatement statement = connection.prepareStatement(SUMS)) {
            setWindows(statement, MOST_CALLERS + 1, time);
            for (int begin = 0; begin < names.size(); begin += MOST_CALLERS) {
                for (int i = 0; i < MOST_CALLERS; i++) {
                    // the last statement names its last caller more than once
                    statement.setString(i + 1, names.get(Math.min(begin + i, names.size() - 1)));
                }
                addSums(statement, sums);
            }
        }
        return sums;
    }

    private static void addSums(PreparedStatement statement, Map<String, UsageSums> sums) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                UsageSums before = sums.getOrDefault(rows.getString(1), UsageSums.ZERO);
                sums.put(rows.getString(1), with(before, rows.getString(2), rows.getLong(3), rows.getLong(4)));
            }
        }
    }

    private static UsageSums with(UsageSums sums, String period, long requests, long tokens) {
        return switch (period) {
            case "S" -> new UsageSums(requests, tokens, sums.dayTokens(), sums.monthTokens());
            case "D" -> new UsageSums(sums.minuteRequests(), sums.minuteTokens(), tokens, sums.monthTokens());
            case "M" -> new UsageSums(sums.minuteRequests(), sums.minuteTokens(), sums.dayTokens(), tokens);
            default -> throw unknown();
        };
    }

    private static IllegalStateException unknown() {
        return new IllegalStateException("glm4_usage has a row of an unknown period");
    }

    private static void load(UsageWindows windows, String period, long start, long requests, long tokens) {
        switch (period) {
            case "S" -> windows.addSecond(start, requests, tokens);
            case "D" -> windows.addDay(start, tokens);
            case "M" -> windows.addMonth(start, tokens);
            default -> throw unknown();
        }
    }

    /** Adds amounts to a row of the caller, which is locked. */
    static void add(Connection connection, String caller, Period period, long start, long requests, long tokens)
            throws SQLException {
        if (execute(connection, UPDATE, caller, period, start, requests, tokens) == 0) {
            execute(connection, INSERT, caller, period, start, requests, tokens);
        }
    }

    /** Removes the seconds of the caller that no window contains any more. */
    static void forget(Connection connection, String caller, long beforeSecond) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setString(1, caller);
            statement.setLong(2, beforeSecond);
            statement.executeUpdate();
        }
    }

    private static int execute(
            Connection connection, String sql, String caller, Period period, long start, long requests, long tokens)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            fill(statement, requests, tokens, caller, period, start);
            return statement.executeUpdate();
        }
    }

    private static void fill(
            PreparedStatement statement, long requests, long tokens, String caller, Period period, long start)
            throws SQLException {
        statement.setLong(1, requests);
        statement.setLong(2, tokens);
        statement.setString(3, caller);
        statement.setString(4, period.letter);
        statement.setLong(5, start);
    }
}
