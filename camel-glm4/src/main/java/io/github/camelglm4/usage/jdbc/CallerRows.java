package io.github.camelglm4.usage.jdbc;

import io.github.camelglm4.usage.UsageChange;
import io.github.camelglm4.usage.UsageResult;
import io.github.camelglm4.usage.UsageWindows;
import io.github.camelglm4.usage.jdbc.UsageTable.Period;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The changes of one caller in one transaction, gathered by row. Not thread-safe. */
final class CallerRows {

    private record Row(String caller, Period period, long start) {}

    private record Amounts(long requests, long tokens) {

        Amounts plus(Amounts more) {
            return new Amounts(requests + more.requests, tokens + more.tokens);
        }
    }

    private final UsageWindows windows;
    private final Map<Row, Amounts> rows = new LinkedHashMap<>();
    private UsageChange last;

    /** @param windows as they are stored */
    CallerRows(UsageWindows windows) {
        this.windows = windows;
    }

    UsageResult add(UsageChange change) {
        last = change;
        UsageResult result = windows.add(change);
        boolean nothing = change.requests() == 0 && change.tokens() == 0;
        if (result.added() && !nothing) {
            gather(change, Period.SECOND, UsageWindows.second(change.time()));
            gather(change, Period.DAY, UsageWindows.day(change.time()));
            gather(change, Period.MONTH, UsageWindows.month(change.time()));
        }
        return result;
    }

    private void gather(UsageChange change, Period period, long start) {
        rows.merge(
                new Row(change.caller(), period, start),
                new Amounts(change.requests(), change.tokens()),
                Amounts::plus);
    }

    void write(Connection connection) throws SQLException {
        for (Map.Entry<Row, Amounts> entry : rows.entrySet()) {
            Row row = entry.getKey();
            Amounts more = entry.getValue();
            UsageTable.add(connection, row.caller(), row.period(), row.start(), more.requests(), more.tokens());
        }
        if (!rows.isEmpty()) {
            long oldest = UsageWindows.second(last.time()) - 2L * UsageWindows.SECONDS;
            UsageTable.forget(connection, last.caller(), oldest);
        }
    }
}
