package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.RawClient;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The bytes that OpenAI's Python client sends (openai 1.x over httpx), headers and body, replayed. */
class PythonClientRequestTest extends ForeignClientTestSupport {

    private static final String PLAIN = "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}],\"model\":\"proxy\","
            + "\"temperature\":0.7,\"top_p\":0.9}";
    private static final String STREAMED =
            "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}],\"model\":\"proxy\",\"stream\":true}";

    @Test
    void getsAnAnswer() throws Exception {
        assertThat(replay(PLAIN))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("content-type: application/json")
                .contains("\"content\":\"Hello 世界\"")
                .contains("\"object\":\"chat.completion\"");
    }

    @Test
    void getsAStream() throws Exception {
        assertThat(replay(STREAMED))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("content-type: text/event-stream")
                .contains("{\"content\":\" 世界\"}")
                .contains("data: [DONE]\n\n");
    }

    /** With one change: the connection is to end with the answer, so that the test sees where that is. */
    private String replay(String body) throws Exception {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        String request = "POST /v1/chat/completions HTTP/1.1\r\n"
                + "Host: localhost:" + port + "\r\n"
                + "Accept-Encoding: gzip, deflate\r\n"
                + "Connection: close\r\n"
                + "Accept: application/json\r\n"
                + "Content-Type: application/json\r\n"
                + "User-Agent: OpenAI/Python 1.99.9\r\n"
                + "X-Stainless-Lang: python\r\n"
                + "X-Stainless-Package-Version: 1.99.9\r\n"
                + "X-Stainless-OS: Linux\r\n"
                + "X-Stainless-Arch: x64\r\n"
                + "X-Stainless-Runtime: CPython\r\n"
                + "X-Stainless-Runtime-Version: 3.11.7\r\n"
                + "Authorization: Bearer " + API_KEY + "\r\n"
                + "X-Stainless-Async: false\r\n"
                + "x-stainless-retry-count: 0\r\n"
                + "x-stainless-read-timeout: 600\r\n"
                + "Content-Length: " + length + "\r\n\r\n"
                + body;
        try (RawClient client = new RawClient(new Socket("localhost", port))) {
            return new String(client.send(request).readToEnd(), StandardCharsets.UTF_8);
        }
    }
}
