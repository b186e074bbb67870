package io.github.camelglm4.examples.bulk.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTest {
    @TempDir
    private Path folder;

    @Test
    void valuesAreReadAsTheyWereWritten() throws IOException {
        Path file = folder.resolve("values.csv");
        List<Map<String, String>> rows =
                List.of(Map.of("id", "1", "text", "\"Yes\", she said,\nand 你好"), Map.of("id", "2", "text", " "));

        Csv.write(rows.iterator(), "id,text", file);

        assertThat(Csv.rows(file).readAll()).isEqualTo(rows);
        assertThat(folder).isDirectoryContaining("glob:**values.csv").isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aFileWithoutRowsHasTheNamesOfTheColumns() throws IOException {
        Path file = folder.resolve("none.csv");

        Csv.write(List.<Map<String, String>>of().iterator(), "id,text", file);

        assertThat(file).hasContent("id,text");
    }

    /** As spreadsheets and editors write it. */
    @Test
    void aByteOrderMarkAndEmptyLinesAreSkipped() throws IOException {
        Path file = Files.writeString(folder.resolve("sheet.csv"), "\uFEFFid,text\r\n1,Grüße\r\n\r\n");

        assertThat(Csv.rows(file).readAll()).containsExactly(Map.of("id", "1", "text", "Grüße"));
    }

    @Test
    void aFileMustBeUtf8() throws IOException {
        Path file = Files.writeString(folder.resolve("latin.csv"), "id,text\n1,Grüße\n", StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> Csv.rows(file).readAll()).hasMessageContaining("UTF-8");
    }
}
