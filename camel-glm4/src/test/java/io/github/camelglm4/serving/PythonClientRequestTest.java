package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.RawClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The bytes that OpenAI's Python client sends (openai 1.x over httpx), headers and body, replayed: the lines in its
 * order, the body without blanks and its characters unescaped. It keeps its connection, and so does the test.
 */
class PythonClientRequestTest extends ForeignClientTestSupport {

    private static final Pattern CONTENT_LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    private static final String PLAIN = "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}],\"model\":\"proxy\","
            + "\"temperature\":0.7,\"top_p\":0.9}";
    private static final String STREAMED = "{\"messages\":[{\"role\":\"user\",\"content\":\"你好\"}],\"model\":\"proxy\","
            + "\"stream\":true,\"stream_options\":{\"include_usage\":true}}";

    private RawClient client;

    @BeforeEach
    void connect() throws IOException {
        client = new RawClient(new Socket("localhost", port));
    }

    @AfterEach
    void hangUp() throws IOException {
        client.close();
    }

    @Test
    void getsAnAnswer() throws Exception {
        assertThat(post(PLAIN))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("content-type: application/json")
                .doesNotContainIgnoringCase("connection: close")
                .contains("\"object\":\"chat.completion\"")
                .contains("\"content\":\"Hello 世界\"")
                .contains("\"finish_reason\":\"stop\"")
                .contains("\"total_tokens\":19");
    }

    @Test
    void getsAStreamWithItsUsage() throws Exception {
        assertThat(post(STREAMED))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .containsIgnoringCase("content-type: text/event-stream")
                .containsSubsequence(
                        "{\"content\":\"Hello\"}",
                        "{\"content\":\" 世界\"}",
                        "\"finish_reason\":\"stop\"",
                        "\"choices\":[],\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7,\"total_tokens\":19}",
                        "data: [DONE]\n\n");
    }

    @Test
    void asksAgainOnTheConnectionThatItKeeps() throws Exception {
        assertThat(post(STREAMED)).contains("data: [DONE]");
        assertThat(post(PLAIN)).contains("Hello 世界");
        assertThat(post(STREAMED)).contains("data: [DONE]");
        assertThat(models()).contains("\"object\":\"list\"").contains("\"id\":\"org/slashed\"");
    }

    private String post(String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        client.send(
                "POST /v1/chat/completions HTTP/1.1\r\n" + headers() + "Content-Length: " + length + "\r\n\r\n" + body);
        return response();
    }

    /** Its requests without a body also have a Content-Type. */
    private String models() throws IOException {
        client.send("GET /v1/models HTTP/1.1\r\n" + headers() + "\r\n");
        return response();
    }

    private String headers() {
        return "Host: localhost:" + port + "\r\n"
                + "Accept-Encoding: gzip, deflate\r\n"
                + "Connection: keep-alive\r\n"
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
                + "x-stainless-read-timeout: 600\r\n";
    }

    /** Head and body as they came, chunk sizes too; where they end is what the head says. */
    private String response() throws IOException {
        String head = readTo("\r\n\r\n");
        Matcher length = CONTENT_LENGTH.matcher(head);
        if (length.find()) {
            return head + client.read(Integer.parseInt(length.group(1)));
        }
        assertThat(head.toLowerCase(Locale.ROOT)).contains("transfer-encoding: chunked");
        return head + readTo("\r\n0\r\n\r\n");
    }

    private String readTo(String ending) throws IOException {
        StringBuilder bytes = new StringBuilder();
        while (bytes.indexOf(ending, bytes.length() - ending.length()) < 0) {
            int next = client.read();
            assertThat(next).as("after " + bytes).isNotEqualTo(-1);
            bytes.append((char) next);
        }
        return new String(bytes.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
