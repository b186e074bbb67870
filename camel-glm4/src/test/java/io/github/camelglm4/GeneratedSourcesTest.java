package io.github.camelglm4;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The generated sources are committed: a change of an option or header is in the same commit. */
class GeneratedSourcesTest {

    /** With clean: after an older build, the generator writes only a part of the changes. */
    private static final String HINT =
            "src/generated is stale: run mvn -pl camel-glm4 -Pregenerate clean process-classes, and commit what it changes";

    @Test
    void areInStep() throws IOException {
        Path build = Path.of("target/fresh-generated");
        assertThat(build).as("written by the build, at process-classes").isDirectory();
        Map<String, String> fresh = files(build);
        Map<String, String> committed = files(Path.of("src/generated"));

        assertThat(committed.keySet()).as(HINT).isEqualTo(fresh.keySet());
        fresh.forEach((file, text) ->
                assertThat(committed.get(file)).as(HINT + ": " + file).isEqualTo(text));
    }

    private static Map<String, String> files(Path directory) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(directory)) {
            paths.filter(Files::isRegularFile).forEach(path -> {
                String name = directory.relativize(path).toString().replace('\\', '/');
                files.put(name, text(path));
            });
        }
        return files;
    }

    /** Returns the text without carriage returns, which some systems add at checkout. */
    private static String text(Path file) {
        try {
            return Files.readString(file).replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
