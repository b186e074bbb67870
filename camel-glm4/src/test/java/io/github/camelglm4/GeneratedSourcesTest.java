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

/** What the build generates is what is committed; a change of an option or header shows in the same commit. */
class GeneratedSourcesTest {

    /** With clean: over an older build the generator writes only part of what changed. */
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

    /** Without carriage returns, which some systems add at check-out. */
    private static String text(Path file) {
        try {
            return Files.readString(file).replace("\r", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
