package io.github.camelglm4.examples.bulk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The files of a run whose processes have ended. */
record RunFiles(Path folder) {
    /** The IDs in a table of the collector, one for each row. */
    List<String> idsIn(String table) throws SQLException {
        List<String> ids = new ArrayList<>();
        String url = "jdbc:h2:file:" + folder.resolve("database");
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select id from " + table)) {
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** How often workers have given up a batch, in order to read it again. */
    long batchesGivenUp(List<String> workers) throws IOException {
        long batches = 0;
        for (String worker : workers) {
            try (Stream<String> lines = Files.lines(folder.resolve(worker + ".log"))) {
                batches += lines.filter(line -> line.contains("Will break on first error"))
                        .count();
            }
        }
        return batches;
    }
}
