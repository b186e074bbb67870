package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.examples.bulk.routes.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    @TempDir
    private Path folder;

    @Test
    void theSeedDecides() throws IOException {
        assertThat(write(200, 1)).hasSameTextualContentAs(write(200, 1));
        assertThat(Files.readString(write(200, 1))).isNotEqualTo(Files.readString(write(200, 2)));
    }

    @Test
    void customersWriteSeveralTextsInSeveralLanguages() throws IOException {
        List<Map<String, String>> rows = Csv.rows(write(2_000, 1)).readAll();

        assertThat(rows).hasSize(2_000).extracting(row -> row.get("id")).doesNotHaveDuplicates();
        assertThat(rows.stream().collect(Collectors.groupingBy(row -> row.get("language"), Collectors.counting())))
                .containsOnlyKeys("en", "de", "fr", "es", "zh", "ja")
                .allSatisfy((language, texts) -> assertThat(texts).isGreaterThan(200));
        assertThat(rows.stream().collect(Collectors.groupingBy(row -> row.get("customer"), Collectors.counting())))
                .hasSizeBetween(400, 500)
                .containsValues(1L, 4L, 8L);
        assertThat(rows)
                .filteredOn(row -> row.get("text").contains("[blocked]"))
                .hasSize(20);
    }

    @ParameterizedTest
    @CsvSource({
        "'id,text\na,b\na,c\n', 'row 2: the id a is not unique.'",
        "'id,text\na,b\n,c\n', 'row 2: the columns id and text must have values.'",
        "'id,body\na,b\n', 'row 1: the columns id and text must have values.'",
        "'id,text\na,b,c\n', 'line: 2, column: 5]'",
        "'id,text\n', 'contains no row.'"
    })
    void saysWhyAnInputIsNotUsable(String content, String message) throws IOException {
        Path file = own(content);

        assertThatThrownBy(() -> Input.of(file))
                .hasMessageStartingWith(file.toString())
                .hasMessageEndingWith(message);
    }

    @Test
    void anIdMustFitIntoTheDatabase() throws IOException {
        assertThat(Input.of(own("id,text\n" + "a".repeat(100) + ",b\n")).records())
                .isOne();

        Path file = own("id,text\n" + "a".repeat(101) + ",b\n");
        assertThatThrownBy(() -> Input.of(file))
                .hasMessageEndingWith("row 1: the id has 101 characters, at most 100 are possible.");
    }

    @Test
    void anInputThatIsNotUsableKeepsTheFilesOfTheRunBefore() throws IOException {
        Path result = Files.createDirectory(folder.resolve("run")).resolve("results.csv");
        Files.createFile(result);
        try (RunFolder run = RunFolder.lock(folder)) {
            Options unusable = Options.of("--input=" + own("id,text\na,b\na,b\n"));
            assertThatThrownBy(() -> run.prepare(unusable)).isInstanceOf(IOException.class);
            assertThat(result).exists();

            run.prepare(Options.of("--input=" + own("id,text\na,b\n")));
            assertThat(result).doesNotExist();
            assertThat(run.path().resolve("texts.csv")).hasContent("id,text\na,b");
        }
    }

    private Path own(String content) throws IOException {
        return Files.writeString(folder.resolve("own.csv"), content);
    }

    private Path write(int records, long seed) throws IOException {
        Path file = Files.createTempFile(folder, "texts", ".csv");
        Texts.write(file, records, seed);
        return file;
    }
}
