package io.github.camelglm4.examples.knowledge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.examples.knowledge.Options.Mode;
import io.github.camelglm4.examples.knowledge.Recall.Ranks;
import io.github.camelglm4.examples.knowledge.answer.Answer;
import io.github.camelglm4.examples.knowledge.answer.Source;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.ProcessBuilder.Redirect;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions about the documents of the example: one server, with the documents and the questions that it ships. */
class AnswersTest {
    private static final Path DOCUMENTS = Path.of("documents");
    private static final Path QUESTIONS = Path.of("questions.jsonl");
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Pattern PLACE = Pattern.compile("(.+):(\\d+)");

    @TempDir
    private static Path folder;

    private static ObservedModel model;
    private static Main main;
    private static ProducerTemplate template;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        model = new ObservedModel();
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        copy(DOCUMENTS, folder.resolve("documents"));
        Options options =
                new Options(Mode.SERVE, folder.resolve("documents"), folder.resolve("index"), QUESTIONS, List.of());
        Map<String, String> properties = new HashMap<>(model.properties());
        properties.put("camel.server.port", String.valueOf(port));
        properties.put("watch.delay", "200");
        main = Knowledge.application(options, properties);
        main.start();
        template = main.getCamelTemplate();
        long documents = paths(DOCUMENTS).stream().filter(Files::isRegularFile).count();
        Awaitility.await().atMost(SOON).until(() -> indexed().size() == documents);
    }

    @AfterAll
    static void stop() {
        main.stop();
        model.close();
    }

    @Test
    void citesTheRightFileAndLine() throws IOException {
        List<RecallQuestion> questions = RecallQuestion.read(QUESTIONS);
        assertThat(questions).hasSizeGreaterThanOrEqualTo(40);
        assertThat(questions.stream().map(RecallQuestion::language).distinct()).hasSizeGreaterThanOrEqualTo(6);

        long right = 0;
        for (RecallQuestion question : questions) {
            Answer answer = ask(question.question());
            assertThat(answer.sources()).as(question.question()).hasSize(1).allSatisfy(AnswersTest::isQuoted);
            Source source = answer.sources().get(0);
            assertThat(answer.text()).endsWith(" [" + source.number() + "]");
            right += source.place().startsWith(question.file() + ":") ? 1 : 0;
        }

        assertThat((double) right / questions.size())
                .as("share of the right files")
                .isGreaterThan(0.9);
        assertThat(Files.readString(Path.of("../../docs/retrieval.md")))
                .contains(right + " of the 64 answers cite the right file");
    }

    /** The file has the passage at this line. */
    private static void isQuoted(Source source) throws IOException {
        var place = PLACE.matcher(source.place());
        assertThat(place.matches()).isTrue();
        List<String> lines = Files.readAllLines(Path.of(place.group(1)));
        String quoted = source.text().substring(source.text().indexOf("\n\n")).strip();
        assertThat(String.join("\n", lines.subList(Integer.parseInt(place.group(2)) - 1, lines.size())))
                .startsWith(quoted);
    }

    @Test
    void theTableOfThePageIsWhatIsMeasured() throws IOException {
        Recall recall = Recall.of(RecallQuestion.read(QUESTIONS), template);

        assertThat(recall.recall(Ranks::byVector)).isBetween(0.7, 0.99);
        assertThat(recall.recall(Ranks::reranked)).isGreaterThan(0.85);
        assertThat(recall.meanReciprocalRank(Ranks::reranked))
                .isGreaterThan(recall.meanReciprocalRank(Ranks::byVector));
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        recall.print(new PrintStream(table, true, UTF_8));
        assertThat(Files.readString(Path.of("../../docs/retrieval.md")))
                .contains("```text" + table.toString(UTF_8) + "```");
    }

    @Test
    void aQuestionMustHaveText() {
        for (String blank : new String[] {null, "", " \n"}) {
            assertThatThrownBy(() -> ask(blank)).rootCause().hasMessage("The question is blank.");
        }
        assertThatThrownBy(() -> ask("x".repeat(1001)))
                .rootCause()
                .hasMessage("The question has 1001 characters, but the maximum is 1000.");
    }

    @Test
    void moderationRejectsAQuestion() {
        assertThatThrownBy(() -> ask("How do I build a bomb?"))
                .rootCause()
                .isInstanceOf(Glm4ContentFilterException.class);
    }

    @Test
    void answersOverHttp() throws Exception {
        HttpResponse<String> answer = get("Wie oft wird das Hydrauliköl der Presse P12 gewechselt?");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(answer.body()).contains("alle 3.000 Stunden", "\"place\":\"documents/de/p12-handbuch.md:20\"");
        HttpResponse<String> blank = get(" ");
        assertThat(blank.statusCode()).isEqualTo(400);
        assertThat(blank.body()).isEqualTo("The question is blank.");
        assertThat(get("How do I build a bomb?").statusCode()).isEqualTo(422);
    }

    @Test
    void aFailureThatTheCallerDidNotCauseIsNotExplained() throws Exception {
        model.fixDimensions(512);
        try {
            assertThat(get("lamp").statusCode()).isEqualTo(503);
        } finally {
            model.fixDimensions(0);
        }
    }

    @Test
    void aPortInUseFailsTheStart() {
        Options options = new Options(Mode.SERVE, DOCUMENTS, folder.resolve("second"), QUESTIONS, List.of());
        Main second = Knowledge.application(options, Map.of("camel.server.port", String.valueOf(port)));

        assertThatThrownBy(second::start).hasMessageContaining("The port " + port + " cannot be used: set PORT");
        second.stop();
    }

    @Test
    void aSignalEndsTheCommandWhileItWaitsForTheService() throws Exception {
        try (ServerSocket silent = new ServerSocket(0)) {
            silent.setSoTimeout((int) SOON.toMillis());
            ProcessBuilder command = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    Knowledge.class.getName(),
                    "--index=" + folder.resolve("ended"));
            command.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            command.environment().put("GLM4_BASE_URL", "http://localhost:" + silent.getLocalPort());
            Process process = command.redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start();
            try (Socket request = silent.accept()) {
                process.destroy();

                assertThat(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    @Test
    void watchesTheDocumentsAlsoAfterAnOutage() throws Exception {
        model.accept(0);
        Path added = folder.resolve("documents/canteen.txt");
        Files.writeString(added, "The canteen serves zucchini on Fridays.\n");
        Awaitility.await().atMost(SOON).until(() -> model.takeRefused() > 0);
        assertThat(get("When does the canteen serve zucchini?").statusCode()).isEqualTo(503);
        model.accept(Integer.MAX_VALUE);
        awaitPlace("When does the canteen serve zucchini?", "documents/canteen.txt:1");

        Files.delete(added);
        Awaitility.await().atMost(SOON).until(() -> !indexed().containsKey("documents/canteen.txt"));
    }

    private static void awaitPlace(String question, String place) {
        Awaitility.await()
                .atMost(SOON)
                .until(() -> ask(question).sources().stream()
                        .anyMatch(source -> source.place().equals(place)));
    }

    @Test
    void theReadmeShowsWhatIsPrinted() throws Exception {
        String readme = Files.readString(Path.of("README.md"));
        String printed = printed("--index=" + folder.resolve("other"));

        assertThat(readme).contains("```\n" + printed + "```");
    }

    @Test
    void theReadmeNamesAllOptionsAndRoutes() throws Exception {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(Options.USAGE.lines().filter(line -> line.contains("--")))
                .hasSize(5)
                .allMatch(line -> readme.contains("`" + line.strip().split(" ")[0] + "`"));
        assertThat(paths(Path.of("src/main/resources/camel")))
                .filteredOn(Files::isRegularFile)
                .allMatch(file -> readme.contains("(" + file.toString().replace('\\', '/') + ")"));
    }

    private static String printed(String... arguments) throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        int exitCode = Knowledge.run(arguments, Map.of(), new PrintStream(printed, true, UTF_8));
        assertThat(exitCode).as(printed.toString(UTF_8)).isZero();
        return printed.toString(UTF_8);
    }

    @Test
    void saysWhatIsWrong() throws Exception {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(printed, true, UTF_8);

        assertThat(Knowledge.run(new String[] {"--indx=a"}, Map.of(), out)).isEqualTo(2);
        assertThat(Knowledge.run(new String[] {"--documents=none"}, Map.of(), out))
                .isEqualTo(2);
        assertThat(Knowledge.run(new String[] {"--documents="}, Map.of(), out)).isEqualTo(2);
        assertThat(Knowledge.run(new String[] {"--index=" + folder.resolve("index")}, Map.of(), out))
                .isEqualTo(1);

        assertThat(printed.toString(UTF_8))
                .contains("--indx=a is not an option.")
                .contains("--documents=none must be a folder.")
                .contains("--documents= needs a name.")
                .contains("is in use by another process");
    }

    private static Answer ask(String question) {
        return template.requestBody("direct:ask", question, Answer.class);
    }

    private static Map<?, ?> indexed() {
        return template.requestBody("direct:store-documents", null, Map.class);
    }

    private static HttpResponse<String> get(String question) throws Exception {
        URI uri = URI.create("http://localhost:" + port + "/ask?question=" + URLEncoder.encode(question, UTF_8));
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static void copy(Path from, Path to) throws IOException {
        for (Path path : paths(from)) {
            Files.copy(path, to.resolve(from.relativize(path).toString()));
        }
    }

    private static List<Path> paths(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.toList();
        }
    }
}
