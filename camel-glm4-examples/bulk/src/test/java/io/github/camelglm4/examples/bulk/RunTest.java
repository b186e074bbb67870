package io.github.camelglm4.examples.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.github.camelglm4.examples.bulk.routes.Csv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Runs the whole example, with its broker, and shows what happens if it cannot run. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD) // an output that does not end cannot be interrupted
@Execution(ExecutionMode.CONCURRENT)
class RunTest {
    /** What only one test does at a time: its processes need the whole machine. */
    static final String MANY_PROCESSES = "many processes";

    private static final Path RESULTS = Path.of("target/run");

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    @ResourceLock(MANY_PROCESSES)
    void theCommandEndsWithAResultForEachText() throws Exception {
        Process command = command("--records=150", "--workers=2");
        String output = new String(command.getInputStream().readAllBytes(), UTF_8);

        assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains("150 texts in 0:", ": 148 results, 2 dead letters, ");
        assertThat(command.exitValue()).as(output).isZero();
        assertThat(ids("results.csv"))
                .hasSize(148)
                .doesNotHaveDuplicates()
                .doesNotContain("text-000050", "text-000150");
        assertThat(ids("dead-letters.csv")).containsExactly("text-000050", "text-000150");
        assertThat(Csv.rows(RESULTS.resolve("dead-letters.csv")).next())
                .containsEntry("reason", "content filter")
                .containsEntry("code", "1301")
                .containsEntry("attempts", "1")
                .hasEntrySatisfying("text", text -> assertThat(text).endsWith("[blocked]"));
    }

    @Test
    @ResourceLock(MANY_PROCESSES)
    void batchesHaveTheSameResults() throws Exception {
        Process command = command("--records=150", "--lane=batch");
        String output = new String(command.getInputStream().readAllBytes(), UTF_8);

        assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(output).contains(": 148 results, 2 dead letters, ");
        assertThat(command.exitValue()).as(output).isZero();
        assertThat(ids("results.csv"))
                .hasSize(148)
                .doesNotHaveDuplicates()
                .doesNotContain("text-000050", "text-000150");
        assertThat(Csv.rows(RESULTS.resolve("dead-letters.csv")).readAll())
                .extracting(row -> row.get("id"), row -> row.get("customer"), row -> row.get("code"))
                .containsExactly(
                        tuple("text-000050", row("text-000050").get("customer"), "1301"),
                        tuple("text-000150", row("text-000150").get("customer"), "1301"));
        assertThat(Csv.rows(RESULTS.resolve("dead-letters.csv")).next().get("text"))
                .isEqualTo(row("text-000050").get("text"));
    }

    @Test
    void saysThatKafkaCannotBeReached() throws IOException {
        int unused = unusedPort();

        assertThat(run(Map.of("KAFKA_BROKERS", "127.0.0.1:" + unused))).isOne();

        assertThat(printed.toString(UTF_8))
                .contains("The run ended: Kafka at 127.0.0.1:" + unused + " cannot be used: Timed out");
    }

    @Test
    void saysThatAnAddressOfKafkaIsWrong() {
        assertThat(run(Map.of("KAFKA_BROKERS", "nonsense"))).isOne();

        assertThat(printed.toString(UTF_8)).contains("The run ended: Kafka at nonsense cannot be used: ", "nonsense");
    }

    @Test
    void saysThatTheBrokerIsNotBuilt() {
        assertThat(run(Map.of())).isOne();

        assertThat(printed.toString(UTF_8))
                .contains(
                        "The run ended: the folder ", "lib does not exist: build the module camel-glm4-examples/bulk");
    }

    @Test
    void saysThatAnotherRunIsInProgress() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        try (RunFolder other = RunFolder.lock(target)) {
            assertThat(run(Map.of())).isOne();
        }

        assertThat(printed.toString(UTF_8)).contains("The run ended: another run uses " + target.resolve("run"));
    }

    @Test
    void saysThatTheFolderCannotBeWritten() throws IOException {
        Path target = Files.createDirectory(folder.resolve("target"));
        Files.createDirectory(target.resolve("run.lock"));

        assertThat(run(Map.of())).isOne();

        assertThat(printed.toString(UTF_8)).contains("The run ended: ", "run.lock", "directory");
    }

    private int run(Map<String, String> environment) {
        Path target = folder.resolve("target");
        target.toFile().mkdir();
        Console console = new Console(new PrintStream(printed, true, UTF_8), Terminal.NONE);
        return new Run(Options.of("--records=5"), environment, target, console).run();
    }

    private static Process command(String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command =
                new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path"), Bulk.class.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .keySet()
                .removeAll(List.of("GLM4_API_KEY", "GLM4_BASE_URL", "GLM4_MODEL", "KAFKA_BROKERS"));
        return builder.start();
    }

    private static Map<String, String> row(String id) throws IOException {
        return Csv.rows(RESULTS.resolve("texts.csv")).readAll().stream()
                .filter(row -> row.get("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> ids(String file) throws IOException {
        return Csv.rows(RESULTS.resolve(file)).readAll().stream()
                .map(row -> row.get("id"))
                .toList();
    }

    private static int unusedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
