package io.github.camelglm4.examples.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.offline.OfflineModel;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The first steps of the README: no API key of the service, the keys of the example, and the cURL command. */
class FirstRunTest {
    private static final Pattern CURL = Pattern.compile("```shell\\n(curl .*?)```", Pattern.DOTALL);

    @Test
    void theCurlSnippetIsAnsweredByTheOfflineModel() throws Exception {
        int port = freePort();
        try (OfflineModel model = OfflineModel.start(0)) {
            Main gateway = Gateway.application(model.baseUrl());
            gateway.addOverrideProperty("camel.component.glm4.server-port", String.valueOf(port));
            gateway.start();
            try {
                assertThat(run(curlSnippet().replace("localhost:8000", "localhost:" + port)))
                        .contains("\"content\":\"Rain is due tomorrow.\"")
                        .contains("\"total_tokens\":18");
            } finally {
                gateway.stop();
            }
        }
    }

    @Test
    void logsTheTokenCounts() {
        assertThat(LoggerFactory.getLogger(TokenCounts.class).isInfoEnabled()).isTrue();
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

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
