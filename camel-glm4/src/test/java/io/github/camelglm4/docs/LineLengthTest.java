package io.github.camelglm4.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The formatter wraps code and Javadoc, but neither strings nor other comments. Lines of tests may be longer. */
class LineLengthTest {

    private static final Path TOP = Path.of("").toAbsolutePath().getParent();
    private static final int LONGEST = 120;

    @ParameterizedTest
    @ValueSource(strings = {"camel-glm4", "camel-glm4-examples"})
    void noLineOfMainCodeIsLongerThanTheEditorAllows(String folder) throws IOException {
        assertThat(Files.readString(TOP.resolve(".editorconfig"))).contains("max_line_length = " + LONGEST);
        List<String> tooLong = new ArrayList<>();
        try (Stream<Path> files = Files.walk(TOP.resolve(folder))) {
            for (Path file : files.filter(LineLengthTest::isMainCode).toList()) {
                List<String> lines = Files.readAllLines(file);
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).length() > LONGEST) {
                        tooLong.add(TOP.relativize(file) + ":" + (i + 1));
                    }
                }
            }
        }
        assertThat(tooLong).isEmpty();
    }

    private static boolean isMainCode(Path file) {
        String path = file.toString();
        return path.endsWith(".java") && path.contains("/src/main/java/");
    }
}
