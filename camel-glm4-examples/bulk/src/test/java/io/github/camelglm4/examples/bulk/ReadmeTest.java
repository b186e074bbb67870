package io.github.camelglm4.examples.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.bulk.Progress.Snapshot;
import io.github.camelglm4.examples.bulk.routes.Csv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README shows what the example prints, and names all of its options, routes and headers. */
class ReadmeTest {
    private static final Pattern OUTPUT = Pattern.compile("```\\n(2000 texts.*?)```", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("^\\| `--([a-z]+)=", Pattern.MULTILINE);
    private static final Pattern USED = Pattern.compile("--([a-z]+)=");
    private static final Pattern YAML = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    @Test
    void showsWhatIsPrinted() throws IOException {
        List<String> lines = first(OUTPUT).lines().toList();
        writeSummarized();
        Snapshot running =
                new Snapshot(2_000, 1_200, 9, 27, 276_419, Duration.ofSeconds(25), Duration.ofMillis(18_318), null);
        Snapshot end = new Snapshot(2_000, 1_980, 20, 0, 455_889, Duration.ofSeconds(20), Duration.ofSeconds(15), null);

        assertThat(lines.get(3)).isEqualTo(ProgressLine.withBar(running, 120));
        assertThat(lines.subList(4, lines.size()))
                .isEqualTo(Summary.of(end, folder).stream()
                        .map(line -> line.replace(folder.toString(), "camel-glm4-examples/bulk/target/run"))
                        .toList());
    }

    @Test
    void namesAllOptions() throws IOException {
        assertThat(all(OPTION, readme())).isEqualTo(all(USED, Options.USAGE));
    }

    @Test
    void linksAllRoutes() throws IOException {
        try (var routes = Files.list(Path.of("src/main/resources/camel"))) {
            assertThat(routes)
                    .allSatisfy(file -> assertThat(readme())
                            .contains("[" + file.getFileName() + "]("
                                    + file.toString().replace('\\', '/') + ")"));
        }
    }

    @Test
    void theRouteForDeadLettersIsValid() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.setAutoStartup(false);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("redrive.yaml", first(YAML)));
            assertThat(context.getRouteDefinitions()).hasSize(1);
        }
    }

    /** The results of the run that the README shows. */
    private void writeSummarized() throws IOException {
        Map<String, Integer> categories =
                Map.of("application", 392, "complaint", 405, "invoice", 389, "review", 385, "support", 409);
        List<Map<String, String>> results = categories.entrySet().stream()
                .flatMap(each ->
                        Stream.generate(() -> Map.of("category", each.getKey())).limit(each.getValue()))
                .toList();
        List<Map<String, String>> deadLetters = Stream.generate(
                        () -> Map.of("reason", "content filter", "code", "1301"))
                .limit(20)
                .toList();
        Csv.write(results.iterator(), "category", folder.resolve("results.csv"));
        Csv.write(deadLetters.iterator(), "reason,code", folder.resolve("dead-letters.csv"));
    }

    private static String first(Pattern pattern) throws IOException {
        return pattern.matcher(readme())
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> all(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult found) -> found.group(1))
                .collect(Collectors.toSet());
    }

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }
}
