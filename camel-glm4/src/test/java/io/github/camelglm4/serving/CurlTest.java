package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** cURL, with the command of the API page. */
class CurlTest extends ForeignClientTestSupport {

    private static final String ASKING = asking("proxy", "你好", ",\"temperature\":0.7,\"top_p\":0.9");
    private static final String STREAMING = asking("proxy", "你好", ",\"stream\":true");

    @TempDir
    Path folder;

    @BeforeEach
    void needsCurl() throws Exception {
        assumeTrue(Commands.isThere("curl"), "curl is not on this machine");
    }

    @Test
    void getsAnAnswer() throws Exception {
        assertThat(curl("-d", ASKING)).contains("\"content\":\"Hello 世界\"").endsWith("HTTP 200 1.1");
    }

    @Test
    void getsAStream() throws Exception {
        assertThat(curl("-N", "-d", STREAMING))
                .contains("{\"content\":\"Hello\"}")
                .contains("{\"content\":\" 世界\"}")
                .contains("data: [DONE]")
                .endsWith("HTTP 200 1.1");
    }

    @Test
    void asksFirstWhetherItMaySendALargeRequest() throws Exception {
        Path request = folder.resolve("request.json");
        Files.writeString(request, asking("proxy", "long ".repeat(500_000), ""));

        assertThat(curl("-v", "-d", "@" + request))
                .contains("> Expect: 100-continue")
                .contains("< HTTP/1.1 100 Continue")
                .contains("Hello 世界")
                .contains("HTTP 200 1.1");
    }

    @Test
    void isRefusedBeforeItSendsWhatIsTooLarge() throws Exception {
        Path request = folder.resolve("request.json");
        Files.writeString(request, asking("proxy", "x".repeat(17 << 20), ""));

        assertThat(curl("-d", "@" + request)).contains("request_too_large").endsWith("HTTP 413 1.1");
    }

    @Test
    void speaksHttp2() throws Exception {
        assumeTrue(
                Commands.run(folder, Map.of(), "curl", "--version").output().contains("HTTP2"),
                "the curl of this machine does not speak HTTP/2");

        assertThat(curl("--http2-prior-knowledge", "-N", "-d", STREAMING))
                .contains("{\"content\":\" 世界\"}")
                .contains("data: [DONE]")
                .endsWith("HTTP 200 2");
        assertThat(curl("--http2", "-d", ASKING)).contains("Hello 世界").endsWith("HTTP 200 2");
    }

    private String curl(String... more) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("curl", "-s", url("/chat/completions"), "-w", "HTTP %{http_code} %{http_version}", "-m", "60"));
        command.addAll(List.of("-H", "Content-Type: application/json", "-H", "Authorization: Bearer " + API_KEY));
        command.addAll(List.of(more));
        return Commands.run(folder, Map.of(), command.toArray(String[]::new)).output();
    }
}
