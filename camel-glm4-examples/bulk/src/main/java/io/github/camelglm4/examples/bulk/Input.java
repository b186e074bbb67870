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
    /** @throws IOException if the file cannot be used; the message says why */
    static Input of(Path file) throws IOException {
        Set<String> ids = new HashSet<>();
        try (MappingIterator<Map<String, String>> rows = Csv.rows(file)) {
            while (rows.hasNext()) {
                Map<String, String> row = rows.next();
                String id = row.get("id");
                String place = file + ", row " + (ids.size() + 1);
                if (id == null || id.isBlank() || row.get("text") == null) {
                    throw new IOException(place + ": the columns id and text must have values.");
                }
                if (!ids.add(id)) {
                    throw new IOException(place + ": the id " + id + " is not unique.");
                }
            }
        }
        if (ids.isEmpty()) {
            throw new IOException(file + " contains no row.");
        }
        return new Input(file, ids.size());
    }
}
