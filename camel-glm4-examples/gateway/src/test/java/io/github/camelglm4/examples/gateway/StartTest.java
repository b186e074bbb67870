package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a user sees in the console, from a process of its own in an empty folder. */
@Timeout(120)
class StartTest {
    @TempDir
    Path folder;

    @Test
    void theFirstStartTellsHowToGoOn() throws Exception {
        int port = Http.freePort();
        Process process = start(port);
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.errorReader()) {
            String line;
            do {
                line = output.readLine();
                assertThat(line).as("the end of %s", lines).isNotNull();
                lines.add(line);
            } while (!line.contains("Set up by"));
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

        String url = "http://localhost:" + port;
        assertThat(lines)
                .hasSizeLessThan(10)
                .allMatch(line -> line.contains("INFO  Gateway - "))
                .anyMatch(line -> line.endsWith("Models fast, smart, any other name at " + url + "/v1"))
                .anyMatch(
                        line -> line.contains("Watch usage at " + url + "/usage, with the administrator's key admin-"))
                .anyMatch(line -> line.contains("Try: curl " + url + "/v1/chat/completions")
                        && line.contains("Authorization: Bearer sk-alice"));
        assertThat(folder.resolve("gateway-data")).isDirectory();
    }

    @Test
    void aStoppedGatewayHasStoredItsLastCall() throws Exception {
        int port = Http.freePort();
        Process process = start(port);
        try {
            String line = "";
            try (BufferedReader output = process.errorReader()) {
                while (!line.contains("Set up by")) {
                    line = output.readLine();
                    assertThat(line).isNotNull();
                }
                assertThat(Http.ask(port, "fast", "sk-alice", "").statusCode()).isEqualTo(200);
                // the process itself would close its output
                process.toHandle().destroy();
                assertThat(output.readLine()).isNull();
            }
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();

        try (Connection database = DriverManager.getConnection("jdbc:h2:file:" + folder.resolve("gateway-data/usage"));
                Statement statement = database.createStatement();
                ResultSet sum = statement.executeQuery("select sum(requests) from gateway_usage")) {
            assertThat(sum.next()).isTrue();
            assertThat(sum.getLong(1)).isEqualTo(1);
        }
    }

    @Test
    void anErrorIsOneLine() throws Exception {
        Files.writeString(folder.resolve("models.yaml"), "- name: fast\n  upstreem:\n  - model: m\n");
        Files.writeString(folder.resolve("gateway.properties"), "gateway.models = file:models.yaml\n");

        Process process = start(Http.freePort());
        String output = new String(process.getErrorStream().readAllBytes());

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(output).isEqualTo(1);
        assertThat(output.lines())
                .singleElement()
                .asString()
                .endsWith(
                        "The gateway cannot start: gateway.models=file:models.yaml, line 3: [0].upstreem is not a field"
                                + " of a model. Did you mean upstreams?");
    }

    private Process start(int port) throws Exception {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath,
                        Gateway.class.getName())
                .directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEWAY_") || name.endsWith("_API_KEY"));
        builder.environment().put("GATEWAY_PORT", String.valueOf(port));
        builder.environment().put("GATEWAY_MANAGEMENT_PORT", String.valueOf(Http.freePort()));
        return builder.start();
    }
}
