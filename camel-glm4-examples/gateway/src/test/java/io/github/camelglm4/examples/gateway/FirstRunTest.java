package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

/** The first steps of the README: no API key of the service, the keys of the example, and the cURL command. */
class FirstRunTest {
    private static final Pattern CURL = Pattern.compile("```shell\\n(curl .*?)```", Pattern.DOTALL);

    @Test
    void theCurlSnippetIsAnsweredByTheOfflineModel() throws Exception {
        int port = Http.freePort();
        Main gateway = gateway(port);
        gateway.start();
        try {
            assertThat(run(curlSnippet().replace("localhost:8000", "localhost:" + port)))
                    .contains("\"content\":\"Rain is due tomorrow.\"")
                    .contains("\"total_tokens\":18");
        } finally {
            gateway.stop();
        }
    }

    @Test
    void withoutCallersNoKeyIsNeeded() throws Exception {
        int port = Http.freePort();
        Main gateway = gateway(port);
        gateway.addOverrideProperty("gateway.callers", "none");
        gateway.start();
        try {
            assertThat(Http.ask(port, "smart", "", "").body()).contains("\"content\":\"hi\"");
        } finally {
            gateway.stop();
        }
    }

    private static Main gateway(int port) throws Exception {
        return Gateway.application(Map.of(
                "GATEWAY_PORT", String.valueOf(port),
                "GATEWAY_MANAGEMENT_PORT", String.valueOf(Http.freePort()),
                "GATEWAY_DATABASE", "jdbc:h2:mem:first" + port));
    }

    private static String curlSnippet() throws Exception {
        Matcher snippet = CURL.matcher(Files.readString(Path.of("README.md")));
        assertThat(snippet.find()).isTrue();
        return snippet.group(1).replaceFirst("curl ", "curl --silent --show-error --max-time 30 ");
    }

    private static String run(String command) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes());
    }
}
