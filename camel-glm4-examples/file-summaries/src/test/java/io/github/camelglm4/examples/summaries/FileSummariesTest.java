package io.github.camelglm4.examples.summaries;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the whole example, from the folder of texts to the folder of results. */
class FileSummariesTest {
    private static final Path OWN_TEXTS = Path.of("texts");
    private static final Map<String, String> NO_KEY = Map.of();

    @TempDir
    private Path folder;

    private Path texts;
    private Path results;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    @BeforeEach
    void makeFolders() throws IOException {
        texts = Files.createDirectory(folder.resolve("my texts (new) +"));
        results = folder.resolve("results");
    }

    @Test
    void asksTheOfflineModelWithoutAKey() throws IOException {
        write(
                "rain.txt",
                "Hail came first. The rainfall flooded the cellar. We bailed the flooded cellar out for hours.");
        write("cup.txt", "你们寄来的杯子损坏了。我要求退款，不然就投诉。");

        assertThat(run(texts, NO_KEY)).isZero();

        JsonNode rain = result("rain");
        assertThat(rain.path("summary").asText()).isEqualTo("The rainfall flooded the cellar.");
        assertThat(rain.path("category").asText()).isEqualTo("bulletin");
        assertThat(rain.path("model").asText()).isEqualTo("glm-4-flash-250414");
        JsonNode tokens = rain.path("tokens");
        assertThat(tokens.path("prompt").asInt()).isPositive();
        assertThat(tokens.path("completion").asInt()).isPositive();
        assertThat(tokens.path("total").asInt())
                .isEqualTo(tokens.path("prompt").asInt()
                        + tokens.path("completion").asInt());
        assertThat(result("cup").path("category").asText()).isEqualTo("complaint");
        assertThat(console())
                .startsWith("Using the offline model at http://127.0.0.1:")
                .containsPattern("\\[ [12]/2] rain\\.txt +bulletin +\\d+ tokens +\\d+ ms")
                .containsPattern("\\[ [12]/2] cup\\.txt +complaint +\\d+ tokens +\\d+ ms")
                .containsPattern("2 files, \\d+ tokens, \\d+\\.\\d s\\RResults: ");
    }

    @Test
    void streamsTheAnswersToTheConsole() throws IOException {
        write(
                "rain.txt",
                "Hail came first. The rainfall flooded the cellar. We bailed the flooded cellar out for hours.");

        assertThat(run(texts, NO_KEY, true)).isZero();

        assertThat(result("rain").path("summary").asText()).isEqualTo("The rainfall flooded the cellar.");
        assertThat(console())
                .containsPattern("\\{\"summary\":\"The rainfall flooded the cellar\\.\".*}\\R\\[ 1/1] rain\\.txt");
    }

    @Test
    void streamsOneAnswerAfterTheOther() throws IOException {
        for (int i = 1; i <= 8; i++) {
            write(i + ".txt", "The rainfall of day " + i + " flooded the cellar and all of the lower rooms again.");
        }

        assertThat(run(texts, NO_KEY, true)).isZero();

        assertThat(console().lines().skip(1).limit(16))
                .allMatch(line -> line.matches("\\{\"summary\":\"[^\"{}]*\",\"category\":\"\\w+\"}|\\[ \\d/8] .*ms"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n{\"summary\": \"A greeting.\", \"category\": \"other\"}\n```",
                "<think>{\"summary\": \"?\", \"category\": \"log\"}?</think>{\"summary\": \"A greeting.\", \"category\": \"other\"}",
                "Of course! {\"summary\": \"A greeting.\", \"category\": \"other\"} Anything {else}?"
            })
    void whatModelsWriteAroundASummaryDoesNotMatter(String answer) throws IOException {
        write("a.txt", "Hello.");
        for (boolean stream : new boolean[] {false, true}) {
            try (FixedService service = new FixedService()) {
                service.reply(answer);

                assertThat(run(texts, Map.of("GLM4_BASE_URL", service.url()), stream))
                        .isZero();

                JsonNode request = new JsonMapper().readTree(service.lastRequest());
                assertThat(request.path("stream").asBoolean()).isEqualTo(stream);
                assertThat(result("a").path("summary").asText()).isEqualTo("A greeting.");
                assertThat(result("a").path("category").asText()).isEqualTo("other");
                assertThat(console().contains(answer)).isEqualTo(stream);
            }
        }
    }

    @Test
    void asksAgainForAStreamThatIsNoSummary() throws IOException {
        write("a.txt", "Hello.");
        try (FixedService service = new FixedService()) {
            service.reply("{\"summary\": \" \", \"category\": \"other\"}");

            assertThat(run(texts, Map.of("GLM4_BASE_URL", service.url()), true)).isEqualTo(1);

            JsonNode request = new JsonMapper().readTree(service.lastRequest());
            assertThat(request.at("/messages/3/content").asText()).contains("is rejected: summary must not be blank");
        }
    }

    @Test
    void editingATextChangesItsResult() throws IOException {
        write("text.txt", "The garden has roses.");
        run(texts, NO_KEY);
        JsonNode before = result("text");

        write("text.txt", "The garden has tulips.");
        run(texts, NO_KEY);

        assertThat(before.path("summary").asText()).isEqualTo("The garden has roses.");
        assertThat(result("text").path("summary").asText()).isEqualTo("The garden has tulips.");
    }

    @Test
    void aTextThatIsGoneHasNoResult() throws IOException {
        Path gone = write("gone.txt", "I was here.");
        write("still-here.txt", "I am here.");
        run(texts, NO_KEY);
        Files.delete(gone);

        run(texts, NO_KEY);

        assertThat(results)
                .isDirectoryContaining("glob:**still-here.json")
                .isDirectoryNotContaining("glob:**gone.json");
    }

    @Test
    void everyTextOfTheExampleGetsItsOwnSummary() throws IOException {
        assertThat(run(OWN_TEXTS, NO_KEY)).isZero();

        List<Path> all = list(OWN_TEXTS);
        assertThat(all).hasSizeGreaterThanOrEqualTo(10);
        assertThat(list(results)).hasSameSizeAs(all);
        for (Path text : all) {
            String name = text.getFileName().toString();
            JsonNode result = result(name.replace(".txt", ""));
            String summary = result.path("summary").asText();
            assertThat(name).startsWith(result.path("category").asText());
            assertThat(Files.readString(text))
                    .contains(summary.substring(0, 10), summary.substring(summary.length() - 10));
        }
    }

    @Test
    void asksTheServiceWithAKey() throws IOException {
        write("a.txt", "Hello.");
        try (FixedService service = new FixedService()) {
            service.reply("```json\n{\"summary\": \"A greeting.\", \"category\": \"other\"}\n```");

            int exitCode = run(
                    texts, Map.of("GLM4_API_KEY", "id.secret", "GLM4_BASE_URL", service.url(), "GLM4_MODEL", "glm-9"));

            assertThat(exitCode).isZero();
            assertThat(service.lastKey()).isEqualTo("Bearer id.secret");
            JsonNode request = new JsonMapper().readTree(service.lastRequest());
            assertThat(request.path("model").asText()).isEqualTo("glm-9");
            assertThat(request.at("/response_format/type").asText()).isEqualTo("json_object");
            assertThat(request.at("/messages/0/content").asText()).contains("\"summary\"", "complaint");
            assertThat(request.at("/messages/1/content").asText()).isEqualTo("Hello.");
            assertThat(result("a").path("summary").asText()).isEqualTo("A greeting.");
            assertThat(console())
                    .startsWith("Using the service at " + service.url() + " with the key in GLM4_API_KEY.")
                    .doesNotContain("id.secret");
        }
    }

    @Test
    void asksAgainForWhatIsNoSummary() throws IOException {
        write("a.txt", "Hello.");
        try (FixedService service = new FixedService()) {
            service.reply("{\"summary\": \" \", \"category\": \"other\"}");

            assertThat(run(texts, Map.of("GLM4_API_KEY", "id.secret", "GLM4_BASE_URL", service.url())))
                    .isEqualTo(1);

            JsonNode request = new JsonMapper().readTree(service.lastRequest());
            assertThat(request.at("/messages/3/content").asText()).contains("is rejected: summary must not be blank");
            assertThat(console()).contains("set GLM4_MODEL to a more capable model");
        }
    }

    @Test
    void saysThatTheKeyWasRefused() throws IOException {
        write("a.txt", "Hello.");
        try (FixedService service = new FixedService()) {
            service.error(401, "{\"error\":{\"code\":\"401\",\"message\":\"token expired or incorrect\"}}");

            int exitCode = run(texts, Map.of("GLM4_API_KEY", "id.secret", "GLM4_BASE_URL", service.url()));

            assertThat(exitCode).isEqualTo(1);
            assertThat(console())
                    .contains(service.url() + " rejected the key in GLM4_API_KEY")
                    .doesNotContain("id.secret");
        }
    }

    @Test
    void oneFailureDoesNotStopTheOthers() throws IOException {
        write("a.txt", "First.");
        write("b.txt", " ");
        write("c.txt", "Third.");

        assertThat(run(texts, NO_KEY)).isEqualTo(1);

        assertThat(list(results))
                .extracting(Path::getFileName)
                .map(Path::toString)
                .containsExactly("a.json", "c.json");
        assertThat(console()).containsPattern("\\[ [123]/3] b\\.txt +FAILED: ").contains("3 files (1 failed), ");
    }

    @Test
    void saysThatTheModelIsUnknown() throws IOException {
        write("a.txt", "Hello.");

        assertThat(run(texts, Map.of("GLM4_MODEL", "glm-0"))).isEqualTo(1);

        assertThat(console()).contains("does not know the model: set GLM4_MODEL");
    }

    @ParameterizedTest
    @CsvSource({"'', contains no *.txt file", "missing, does not exist"})
    void saysThatThereIsNothingToDo(String subfolder, String reason) {
        assertThat(run(texts.resolve(subfolder), NO_KEY)).isEqualTo(1);

        assertThat(console()).contains(reason);
    }

    @Test
    void saysWhyItCannotStart() throws IOException {
        write("a.txt", "Hello.");

        assertThat(run(texts, Map.of("GLM4_BASE_URL", "nonsense"))).isEqualTo(1);

        assertThat(console()).contains("Could not start: ", "nonsense");
    }

    private int run(Path from, Map<String, String> environment) {
        return run(from, environment, false);
    }

    private int run(Path from, Map<String, String> environment, boolean stream) {
        PrintStream out = new PrintStream(console, true, StandardCharsets.UTF_8);
        return new FileSummaries(from, results, environment, out, stream).run();
    }

    private String console() {
        return console.toString(StandardCharsets.UTF_8);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(texts.resolve(name), text);
    }

    private JsonNode result(String name) throws IOException {
        return new JsonMapper().readTree(Files.readString(results.resolve(name + ".json")));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
