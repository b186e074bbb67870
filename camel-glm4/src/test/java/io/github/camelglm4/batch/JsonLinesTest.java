package io.github.camelglm4.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.batch.JsonLines.Line;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\n\n", "\r\n \t\r\n"})
    void readsLineByLine(String end) throws Exception {
        assertThat(objects("{\"a\":1}" + end + "{\"a\":\"ä漢\"}" + end))
                .containsExactly(Map.of("a", 1), Map.of("a", "ä漢"));
        assertThat(objects("{\"a\":1}" + end + "{\"a\":2}")).containsExactly(Map.of("a", 1), Map.of("a", 2));
    }

    @Test
    void readsAnEmptyFile() throws Exception {
        assertThat(objects("")).isEmpty();
        assertThat(objects("\n\n")).isEmpty();
    }

    @Test
    void ignoresAByteOrderMark() throws Exception {
        assertThat(objects("\uFEFF{\"a\":1}\n")).containsExactly(Map.of("a", 1));
    }

    @Test
    void readsTheLinesAfterOneThatIsNotJson() throws Exception {
        List<Line> lines = lines("{\"a\":1}\n\n<html>secret</html>\n[1]\n{\"a\":2}\n", 100);

        assertThat(lines).extracting(Line::number).containsExactly(1L, 3L, 4L, 5L);
        assertThat(lines.get(1).object()).isNull();
        assertThat(lines.get(1).problem()).startsWith("is not a JSON object").doesNotContain("secret");
        assertThat(lines.get(2).problem()).startsWith("is not a JSON object");
        assertThat(lines.get(3).object()).isEqualTo(Map.of("a", 2));
    }

    @Test
    void readsTheLinesAfterOneThatIsTooLong() throws Exception {
        List<Line> lines = lines("{\"a\":\"" + "x".repeat(300_000) + "\"}\n{\"a\":2}\n", 100);

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).problem()).isEqualTo("is longer than 100 bytes");
        assertThat(lines.get(1).object()).isEqualTo(Map.of("a", 2));
    }

    @Test
    void readsALineOfTheLongestLength() throws Exception {
        assertThat(lines("{\"a\":1}\n", 7).get(0).object()).isEqualTo(Map.of("a", 1));
        assertThat(lines("{\"a\":1}\n", 6).get(0).problem()).isEqualTo("is longer than 6 bytes");
    }

    @Test
    void reportsALineThatNeedsTooMuchMemory() throws Exception {
        List<Line> lines = lines("{\"a\":[" + "[],".repeat(20_000) + "0]}\n{\"a\":2}\n", 100_000);

        assertThat(lines.get(0).problem()).contains("memory");
        assertThat(lines.get(1).object()).isEqualTo(Map.of("a", 2));
    }

    @Test
    void readsALineAgain() throws Exception {
        Random random = new Random(1);
        StringBuilder text = new StringBuilder("\uFEFF");
        for (int i = 0; i < 500; i++) {
            text.append("{\"i\":")
                    .append(i)
                    .append(",\"t\":\"")
                    .append("漢".repeat(random.nextInt(300)))
                    .append("\"}")
                    .append(random.nextBoolean() ? "\r\n" : "\n\n");
        }
        Path file = write(text.toString());
        List<Line> first = lines(text.toString(), 2_000);
        try (JsonLines lines = new JsonLines(file, 2_000)) {
            for (int i : new int[] {0, 499, 250, 1, 498}) {
                assertThat(lines.at(first.get(i).offset()).object())
                        .isEqualTo(first.get(i).object())
                        .containsEntry("i", i);
            }
            assertThat(lines.at(first.get(7).offset()).object()).containsEntry("i", 7);
            assertThat(lines.next().offset()).isEqualTo(first.get(8).offset());
        }
    }

    private List<Map<String, Object>> objects(String text) throws IOException {
        return lines(text, 1_000).stream().map(Line::object).toList();
    }

    private List<Line> lines(String text, int maxLineSize) throws IOException {
        List<Line> all = new ArrayList<>();
        try (JsonLines lines = new JsonLines(write(text), maxLineSize)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                all.add(line);
            }
        }
        return all;
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("lines.jsonl"), text);
    }
}
