package io.github.camelglm4.examples.bulk.routes;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Files of rows with a line of column names, in UTF-8. */
public final class Csv {
    private static final CsvMapper MAPPER = new CsvMapper();

    private Csv() {}

    /** Reads the rows one after the other. */
    public static MappingIterator<Map<String, String>> rows(Path file) throws IOException {
        return MAPPER.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(Files.newBufferedReader(file));
    }

    /** Writes rows with the columns of the first one, to a temporary file that replaces the file at the end. */
    public static void write(List<Map<String, Object>> rows, String file) throws IOException {
        write(
                rows.iterator(),
                rows.isEmpty() ? List.of() : List.copyOf(rows.get(0).keySet()),
                Path.of(file));
    }

    /** Writes rows with these columns. */
    public static void write(Iterator<? extends Map<String, ?>> rows, List<String> columns, Path file)
            throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder();
        columns.forEach(column -> schema.addColumn(column.toLowerCase(Locale.ROOT)));
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (SequenceWriter writer =
                MAPPER.writer(schema.build().withHeader()).writeValues(Files.newBufferedWriter(unfinished))) {
            while (rows.hasNext()) {
                Map<String, ?> row = rows.next();
                writer.write(columns.stream().map(column -> row.get(column)).toArray());
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
