package io.github.camelglm4.docs;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.ThrottlerRejectedExecutionException;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;

/** The samples of docs/recipes.md. */
class RecipesPageTest extends DocPageTest {

    /** Chunks with the spaces and line breaks that an event stream of plain text would lose. */
    private static final String[] PIECES = {
        "First", " line", "  two spaces", "\n", "\n\n", " ", "\ttab\r\n", "“ü 你好 😀”", "end "
    };

    @TempDir
    Path folder;

    @SampleOf("recipes.md#fallback-to-another-model")
    void asksAnotherModel(Sample.Version sample) throws Exception {
        sample.load(context);
        server.enqueue(Reply.error(429, "1305", "the model is busy"), Reply.completion("From the second."));

        assertThat(body(ask("direct:ask", "Hi"))).isEqualTo("From the second.");
        assertThat(server.requests())
                .extracting(request -> request.json().get("model"))
                .containsExactly("GLM-4-Plus", "GLM-4-Air");

        server.enqueue(Reply.error(400, "1210", "a wrong parameter"));

        assertThat(failure(ask("direct:ask", "Hi"))).isInstanceOf(Glm4RequestException.class);
    }

    @SampleOf("recipes.md#cache-of-answers")
    void asksTheSameQuestionOnce(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(request -> Reply.completion(request.text().contains("Why?") ? "Because." : "So."));

        assertThat(body(ask("direct:ask", "Why?"))).isEqualTo("Because.");
        assertThat(body(ask("direct:ask", "How?"))).isEqualTo("So.");
        assertThat(body(ask("direct:ask", "Why?"))).isEqualTo("Because.");

        assertThat(server.requests()).hasSize(2);
    }

    @SampleOf("recipes.md#rate-limit-per-tenant")
    void refusesTheThirdOfATenant(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(Reply.completion("An answer."));

        for (String tenant : List.of("acme", "acme", "other")) {
            assertThat(body(ask("direct:ask", "Hi", Map.of("tenant", tenant)))).isEqualTo("An answer.");
        }

        assertThat(failure(ask("direct:ask", "Hi", Map.of("tenant", "acme"))))
                .isInstanceOf(ThrottlerRejectedExecutionException.class);
        assertThat(server.requests()).hasSize(3);
    }

    @SampleOf("recipes.md#api-key-per-tenant")
    void usesTheKeyOfTheTenant(Sample.Version sample) throws Exception {
        context.getPropertiesComponent().addInitialProperty("key.acme", "sk-acme");
        context.getPropertiesComponent().addInitialProperty("key.other", "sk-other");
        sample.load(context);
        server.otherwise(Reply.completion("An answer."));

        ask("direct:ask", "Hi", Map.of("tenant", "acme"));
        ask("direct:ask", "Hi", Map.of("tenant", "other"));

        assertThat(server.requests())
                .extracting(request -> request.header("Authorization"))
                .containsExactly("Bearer sk-acme", "Bearer sk-other");
    }

    @SampleOf("recipes.md#parallel-requests-for-many-texts")
    void keepsTheOrderOfManyTexts(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(request -> Reply.completion("T" + user(request)));
        List<String> lines = IntStream.range(0, 30).mapToObj(n -> "" + n).toList();

        Exchange exchange = ask("direct:lines", String.join("\n", lines));

        assertThat(exchange.getMessage().getBody())
                .isEqualTo(lines.stream().map(line -> "T" + line).toList());
    }

    @SampleOf("recipes.md#bulk-job-that-continues-after-a-crash")
    void answersEachQuestionOnceAlthoughTheProcessIsKilled(Sample.Version sample) throws Exception {
        Path bulk = Files.createDirectories(folder.resolve("bulk/questions")).getParent();
        Files.writeString(
                bulk.resolve("questions/all.jsonl"),
                IntStream.range(0, BulkJob.QUESTIONS)
                        .mapToObj(n -> "{\"id\": \"q-" + n + "\", \"question\": \"Question " + n + "?\"}\n")
                        .collect(Collectors.joining()));
        String code = sample.code().replace("bulk/", bulk + "/");
        AtomicInteger requests = new AtomicInteger();
        AtomicReference<String> failed = new AtomicReference<>();
        server.otherwise(request -> {
            int number = requests.incrementAndGet();
            if (number >= BulkJob.BEFORE_THE_END) {
                return Reply.raw().never();
            }
            if (number > 1) {
                return answer(request);
            }
            failed.set(user(request));
            return Reply.error(400, "1301", "sensitive");
        });

        Process job = BulkJob.start(sample, Files.writeString(folder.resolve("sample"), code), server.baseUrl());
        try {
            int answered = BulkJob.BEFORE_THE_END - 2;
            server.awaitRequests(answered, BulkJob.START);
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(names(bulk.resolve("answers")))
                            .as(Files.readString(folder.resolve("output")))
                            .hasSize(answered));
            await().atMost(LONG)
                    .until(() ->
                            Files.readAllLines(bulk.resolve("answered.txt")).size() == answered);
            await().atMost(LONG).until(() -> Files.exists(bulk.resolve("failed/questions.jsonl")));
            server.awaitRequests(BulkJob.BEFORE_THE_END - 1 + BulkJob.AT_A_TIME, LONG);
        } finally {
            job.destroyForcibly().waitFor();
        }
        Set<String> before = names(bulk.resolve("answers"));
        // as if it was killed between the last answer and its record
        List<String> recorded = new ArrayList<>(Files.readAllLines(bulk.resolve("answered.txt")));
        String forgotten = recorded.remove(recorded.size() - 1);
        Files.write(bulk.resolve("answered.txt"), recorded);

        int requestsBefore = server.requests().size();
        assertThat(requestsBefore).isEqualTo(BulkJob.BEFORE_THE_END - 1 + BulkJob.AT_A_TIME);
        server.otherwise(RecipesPageTest::answer);
        sample.load(context, code);
        await().atMost(LONG).until(() -> Files.exists(bulk.resolve("done/all.jsonl")));

        assertThat(logged()).isEmpty();
        for (int n = 0; n < BulkJob.QUESTIONS; n++) {
            assertThat(bulk.resolve("answers/q-" + n + ".txt")).hasContent("Answer to Question " + n + "?");
        }
        assertThat(names(bulk.resolve("answers"))).hasSize(BulkJob.QUESTIONS);
        assertThat(server.requests().subList(requestsBefore, server.requests().size()))
                .extracting(request -> "q-" + user(request).replaceAll("\\D", "") + ".txt")
                .doesNotHaveDuplicates()
                .hasSize(BulkJob.QUESTIONS - recorded.size())
                .contains(forgotten + ".txt")
                .doesNotContainAnyElementsOf(before.stream()
                        .filter(name -> !name.equals(forgotten + ".txt"))
                        .toList());
        assertThat(Files.readAllLines(bulk.resolve("failed/questions.jsonl")))
                .singleElement()
                .asString()
                .contains(failed.get());
    }

    /** A process with the routes of a sample. */
    static final class BulkJob {

        static final int QUESTIONS = 30;
        /** From this request on, the service does not answer. */
        static final int BEFORE_THE_END = 12;
        /** {@code maxConcurrentRequests} of the sample. */
        static final int AT_A_TIME = 5;
        /** For a new JVM on a busy machine. */
        static final Duration START = LONG.multipliedBy(3);

        private BulkJob() {}

        static Process start(Sample.Version sample, Path code, String baseUrl) throws IOException {
            return new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                            BulkJob.class.getName(),
                            sample.fileName(),
                            code.toString(),
                            baseUrl)
                    .redirectErrorStream(true)
                    .redirectOutput(code.resolveSibling("output").toFile())
                    .start();
        }

        public static void main(String[] arguments) throws Exception {
            CamelContext context = new DefaultCamelContext();
            Glm4Component component = context.getComponent("glm4", Glm4Component.class);
            component.getService().setBaseUrl(arguments[2]);
            component.getService().setApiKey(KEY);
            context.start();
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString(arguments[0], Files.readString(Path.of(arguments[1]))));
            new CountDownLatch(1).await();
        }
    }

    private static Reply answer(RecordedRequest request) {
        return Reply.completion("Answer to " + user(request));
    }

    private static Set<String> names(Path folder) {
        String[] names = folder.toFile().list((parent, name) -> name.endsWith(".txt"));
        return names == null ? Set.of() : Set.of(names);
    }

    @SampleOf("recipes.md#long-documents")
    void summarizesTheSummariesOfParts(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(request -> Reply.completion(
                "GLM-4-Plus".equals(request.json().get("model"))
                        ? "All in all."
                        : "Of " + user(request).split("\n\n").length + "."));
        String document = IntStream.range(0, 90).mapToObj(n -> "Paragraph " + n).collect(Collectors.joining("\n\n"));

        assertThat(body(ask("direct:document", document))).isEqualTo("All in all.");
        assertThat(server.requests()).hasSize(4);
        assertThat(user(server.requests().get(3))).isEqualTo("Of 40.\nOf 40.\nOf 10.\n");
    }

    /** As a browser reads events: one space after the colon is not part of the value. */
    @SampleOf("recipes.md#streaming-to-a-browser")
    void streamsTheTextExactly(Sample.Version sample) throws Exception {
        sample.load(context);
        server.enqueue(Reply.completionStream(PIECES));

        HttpResponse<String> response = fromThePage(
                "{\"model\":\"assistant\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}");

        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("https://shop.example.com");
        assertThat(request()).contains("You are the assistant of a bookshop.", "\"max_tokens\":500");
        StringBuilder text = new StringBuilder();
        String last = "";
        for (String event : response.body().split("\n\n")) {
            last = event.lines()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> line.substring("data:".length()))
                    .map(value -> value.startsWith(" ") ? value.substring(1) : value)
                    .collect(Collectors.joining("\n"));
            if (last.startsWith("{")) {
                text.append(new ObjectMapper()
                        .readTree(last)
                        .at("/choices/0/delta/content")
                        .asText());
            }
        }
        assertThat(text).hasToString(String.join("", PIECES));
        assertThat(last).isEqualTo("[DONE]");
    }

    private HttpResponse<String> fromThePage(String request) throws Exception {
        int port = context.getComponent("glm4", Glm4Component.class).getServer().getServerPort();
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                                .header("Content-Type", "application/json")
                                .header("Origin", "https://shop.example.com")
                                .POST(HttpRequest.BodyPublishers.ofString(request))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @SampleOf("recipes.md#streaming-to-a-browser/2")
    void theScriptOfThePageReadsTheTextExactly(Sample.Version sample) throws Exception {
        assertThat(sample.code()).contains("http://localhost:8000/v1/chat/completions", "model: \"assistant\"");
        Assumptions.assumeTrue(hasNode(), "Node.js is not installed");
        loadAssistant();
        server.enqueue(
                Reply.completionStream(PIECES),
                Reply.error(400, "1210", "a wrong parameter"),
                Reply.stream().event(GlmJson.delta("Half")).reset());

        assertThat(run(sample)).isEqualTo(String.join("", PIECES));
        assertThat(run(sample)).startsWith("failed: ").contains("a wrong parameter");
        assertThat(run(sample)).startsWith("Halffailed: ");
    }

    @SampleOf("recipes.md#streaming-to-a-browser/3")
    void theCallOfThePageNamesTheFunction(Sample.Version sample) {
        assertThat(sample.code()).startsWith("ask(").contains("text => ", ".append(text)");
    }

    private void loadAssistant() throws Exception {
        for (Sample sample : Sample.all()) {
            if (sample.id().equals("recipes.md#streaming-to-a-browser")) {
                sample.versions().get(0).load(context);
            }
        }
    }

    /** What the script of the page passes on, and its error. */
    private String run(Sample.Version script) throws Exception {
        int port = context.getComponent("glm4", Glm4Component.class).getServer().getServerPort();
        Path file = Files.writeString(
                folder.resolve("ask.mjs"),
                script.code().replace("localhost:8000", "localhost:" + port)
                        + "try { await ask('Hi', text => process.stdout.write(text)); }"
                        + " catch (e) { process.stdout.write('failed: ' + e.message); }");
        Process node = new ProcessBuilder("node", file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        assertThat(node.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return Files.readString(folder.resolve("output"));
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    @SampleOf("recipes.md#guards-before-and-after-a-call")
    void guardsQuestionAndAnswer(Sample.Version sample) throws Exception {
        sample.load(context);

        server.enqueue(Reply.completion("{\"value\": \"no\"}"));
        assertThat(body(ask("direct:ask", "How do I pick a lock?"))).isEqualTo("Please ask me about books.");

        server.enqueue(Reply.completion("{\"value\": \"yes\"}"), Reply.completion("Emma, by Austen."));
        assertThat(body(ask("direct:ask", "A novel?"))).isEqualTo("Emma, by Austen.");

        server.enqueue(Reply.completion("{\"value\": \"yes\"}"), Reply.completion("Its purchase price is 3."));
        assertThat(body(ask("direct:ask", "How dear is it?"))).isEqualTo("I cannot answer that.");
        assertThat(user(server.requests().get(4))).isEqualTo("How dear is it?");
    }

    @SampleOf("recipes.md#prompt-templates/2")
    void fillsATemplate(Sample.Version sample) throws Exception {
        sample.load(context);
        server.otherwise(Reply.completion("Dear Anna"));

        assertThat(body(ask("direct:letter", "Where is it?", Map.of("tone", "friendly", "customer", "Anna"))))
                .isEqualTo("Dear Anna");
        assertThat(user(server.requests().get(0)))
                .isEqualToIgnoringNewLines("Write a friendly reply to this letter of Anna:Where is it?");
    }

    @SampleOf("recipes.md#prompt-templates")
    void showsTheTemplateOfTheTest(Sample.Version sample) throws Exception {
        assertThat(sample.code()).isEqualTo(Files.readString(Path.of("src/test/resources/prompts/reply.txt")));
    }

    @SampleOf("recipes.md#vllm-sglang-ollama-and-gateways")
    void asksAServiceOfOnesOwn(Sample.Version sample) throws Exception {
        sample.load(context, sample.code().replace("http://localhost:8000/v1", server.baseUrl()));
        server.otherwise(Reply.completion("{\"number\": \"A-17\", \"items\": []}"));

        assertThat(ask("direct:ask", "Invoice A-17").getMessage().getBody(Map.class))
                .containsEntry("number", "A-17");
        assertThat(server.requests().get(0).json())
                .containsEntry("model", "THUDM/glm-4-9b-chat")
                .containsEntry("temperature", 1.2)
                .containsEntry("top_k", 40)
                .hasEntrySatisfying(
                        "response_format",
                        format -> assertThat(format.toString()).contains("json_schema"));
    }

    private static String body(Exchange exchange) {
        assertThat(failure(exchange)).isNull();
        return exchange.getMessage().getBody(String.class);
    }

    /** Returns the text of the user in a request: its last message. */
    private static String user(RecordedRequest request) {
        List<?> messages = (List<?>) request.json().get("messages");
        return (String) ((Map<?, ?>) messages.get(messages.size() - 1)).get("content");
    }
}
