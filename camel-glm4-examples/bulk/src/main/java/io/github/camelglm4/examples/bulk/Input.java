package io.github.camelglm4.examples.bulk;

import com.fasterxml.jackson.databind.MappingIterator;
import io.github.camelglm4.examples.bulk.routes.Csv;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The texts of a run.
 *
 * @param file CSV file with the columns id and text, and optionally customer and language
 * @param records number of rows
 */
record Input(Path file, long records) {
    /** The size of the columns in the database of the collector, which would cut a longer id. */
    private static final int LONGEST_ID = 100;

    /** @throws IOException if the file cannot be used; the message says why */
    static Input of(Path file) throws IOException {
        Set<String> ids = new HashSet<>();
        try (MappingIterator<Map<String, String>> rows = Csv.rows(file)) {
            while (rows.hasNext()) {
                String problem = problem(rows.next(), ids);
                if (problem != null) {
                    throw new IOException("row " + (ids.size() + 1) + ": " + problem);
                }
            }
        } catch (IOException | RuntimeException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        if (ids.isEmpty()) {
            throw new IOException(file + " contains no row.");
        }
        return new Input(file, ids.size());
    }

    /** Returns null if the row can be used; its id is then added. */
    private static String problem(Map<String, String> row, Set<String> ids) {
        String id = row.get("id");
        if (id == null || id.isBlank() || row.get("text") == null) {
            return "the columns id and text must have values.";
        }
        if (id.length() > LONGEST_ID) {
            return "the id has " + id.length() + " characters, at most " + LONGEST_ID + " are possible.";
        }
        return ids.add(id) ? null : "the id " + id + " is not unique.";
    }
}
