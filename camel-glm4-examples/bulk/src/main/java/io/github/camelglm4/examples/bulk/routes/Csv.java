package io.github.camelglm4.examples.bulk.routes;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Files of rows with a line of column names, in UTF-8. */
public final class Csv {
    private static final CsvMapper MAPPER =
            CsvMapper.builder().enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();

    private Csv() {}

    /** Reads the rows one after the other. A byte order mark, as spreadsheets write it, is skipped. */
    public static MappingIterator<Map<String, String>> rows(Path file) throws IOException {
        return MAPPER.readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(file.toFile());
    }

    /** For routes, which have no paths. */
    public static void export(Iterator<Map<String, Object>> rows, String columns, String file) throws IOException {
        write(rows, columns, Path.of(file));
    }

    /**
     * Writes rows to a temporary file that replaces the file at the end.
     *
     * @param columns names of the columns, comma-separated
     */
    public static void write(Iterator<? extends Map<String, ?>> rows, String columns, Path file) throws IOException {
        List<String> names = List.of(columns.split(","));
        CsvSchema.Builder schema = CsvSchema.builder();
        names.forEach(schema::addColumn);
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        try (SequenceWriter writer =
                MAPPER.writer(schema.build().withHeader()).writeValues(Files.newBufferedWriter(unfinished))) {
            while (rows.hasNext()) {
                Map<String, ?> row = rows.next();
                writer.write(names.stream().map(row::get).toArray());
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
