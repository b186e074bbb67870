package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Runs the offline model as a program. */
@Timeout(120)
class OfflineModelServerTest {
    private static final String BASE_URL_LINE = "baseUrl for any model name: ";

    @Test
    void printsItsBaseUrlAndACommandThatIsAnsweredThenStops() throws Exception {
        Process program = program("0").start();
        try (BufferedReader console = program.inputReader()) {
            assertThat(console.readLine()).startsWith("Offline model: ");
            assertThat(console.readLine()).isEqualTo("Press Ctrl-C to stop it.");
            String baseUrl = console.readLine().substring(BASE_URL_LINE.length());
            assertThat(console.readLine()).isEmpty();
            String curl = console.readLine();
            assertThat(curl).startsWith("curl " + baseUrl + "/chat/completions ");

            assertThat(run(curl)).contains("\"content\":\"Rain is due tomorrow.\"");
            assertThat(post(baseUrl, request("my-model"))).contains("\"model\":\"my-model\"");
            assertThat(post(baseUrl, request("my-model").put("stream", true)))
                    .contains("\"content\":\"Rain \"")
                    .endsWith("data: [DONE]\n\n");

            program.toHandle().destroy();
            assertThat(program.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(console.lines()).allMatch(String::isBlank);
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void reportsAPortInUseInOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(failed(String.valueOf(taken.getLocalPort())))
                    .containsExactly("Port " + taken.getLocalPort()
                            + " is in use. Choose another port: java -jar offline-model.jar PORT");
        }
    }

    @Test
    void reportsAWrongPortInOneLine() throws Exception {
        String mustBe = "The port must be a number from 1 to 65535, or 0 for any free port, but is ";
        assertThat(failed("http")).containsExactly(mustBe + "http.");
        assertThat(failed("65536")).containsExactly(mustBe + "65536.");
    }

    private static ObjectNode request(String model) {
        return OfflineModelTest.request("Rain is due tomorrow.").put("model", model);
    }

    private static List<String> failed(String argument) throws Exception {
        Process program = program(argument).redirectErrorStream(true).start();
        try (BufferedReader console = program.inputReader()) {
            List<String> lines = console.lines().toList();
            assertThat(program.waitFor()).isEqualTo(1);
            return lines;
        }
    }

    private static ProcessBuilder program(String... arguments) {
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(java, "-cp", classPath, OfflineModelServer.class.getName());
        builder.command().addAll(List.of(arguments));
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    }

    private static String run(String command) throws Exception {
        Process process = new ProcessBuilder(
                        "sh", "-c", command.replaceFirst("curl ", "curl --silent --show-error --max-time 30 "))
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes());
    }

    private static String post(String baseUrl, JsonNode body) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(baseUrl + "/chat/completions"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(body.toString()))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }
}
