package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.RawClient;
import java.io.ByteArrayOutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.builder.RouteBuilder;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Bytes that no client library would send. After each, the server answers the next connection and holds nothing back.
 */
class RawRequestTest extends ServingTestSupport {

    /** The default of maxRequestSize five times, and what sockets hold. */
    private static final long FAR_TOO_MUCH = 5 * 16_777_216 + 20_000_000;

    private static final String BODY = asking("echo", "hi", "");

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo").setBody(simple("you said: ${body}"));
            }
        };
    }

    @AfterEach
    void theNextOneIsServed() throws Exception {
        assertThat(send(chat(BODY)).body()).contains("you said: hi");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(context.getInflightRepository().size()).isZero());
    }

    @Test
    void requestsInOnePieceAreAnsweredInTheirOrder() throws Exception {
        String requests =
                request(asking("echo", "one", ""), "") + request("{", "") + request(BODY, "Connection: close\r\n");

        String answers = exchange(requests);

        assertThat(answers).containsSubsequence("200 OK", "you said: one", "400 Bad Request", "200 OK", "you said: hi");
    }

    @Test
    void aRequestInPiecesOfOneByteIsOneRequest() throws Exception {
        byte[] bytes = request(BODY, "Connection: close\r\n").getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setTcpNoDelay(true);
            for (byte b : bytes) {
                socket.getOutputStream().write(b);
            }
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .contains("you said: hi");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "GET\r\n\r\n",
                "POST /v1/chat/completions HTTP/9.9\r\n\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\nnothex\r\n",
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Content-Length: 2\r\nContent-Length: 9\r\nConnection: close\r\n\r\n{}",
                "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nbad header\r\n\r\n",
                "POST /v1/../../etc/passwd HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
                "GET /v1/models/%ff%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            })
    void whatIsWrongIsRefusedAndNeverTheServersFault(String bytes) throws Exception {
        assertThat(exchange(bytes)).doesNotContain("HTTP/1.1 5").doesNotContain(" 200 OK");
    }

    @Test
    void aHeadThatIsTooLargeIsRefused() throws Exception {
        assertThat(exchange(request(BODY, "X-Large: " + "x".repeat(100_000) + "\r\n")))
                .contains(" 431 ");
    }

    @Test
    void aHeadOfTooManyHeadersIsRefused() throws Exception {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            many.append("X-Many-").append(i).append(": y\r\n");
        }
        assertThat(exchange(request(BODY, many.toString()))).contains(" 431 ");
    }

    /** Of five times what is accepted nothing more is read. */
    @Test
    void aBodyWithoutEndIsCutOff() throws Exception {
        String head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n";
        String chunk = "10000\r\n" + "x".repeat(65_536) + "\r\n";
        long sent = 0;
        try (RawClient client = new RawClient(new Socket("localhost", port)).send(head)) {
            while (sent < FAR_TOO_MUCH) {
                client.send(chunk);
                sent += chunk.length();
            }
        } catch (SocketException closed) {
            // as it should be
        }
        assertThat(sent).isLessThan(FAR_TOO_MUCH);
    }

    @Test
    void aRequestThatIsCutIsForgotten() throws Exception {
        try (RawClient client = new RawClient(new Socket("localhost", port))) {
            client.send(request(BODY, "").substring(0, request(BODY, "").length() - 5));
            client.abort();
        }
    }

    @Test
    void http10IsServed() throws Exception {
        String request = request(BODY, "").replace("HTTP/1.1", "HTTP/1.0");

        assertThat(exchange(request)).contains(" 200 OK").contains("you said: hi");
    }

    /**
     * Sends the bytes and reads until the server closes. It may close before it has read all: the response is there by
     * then.
     */
    private String exchange(String bytes) throws Exception {
        ByteArrayOutputStream response = new ByteArrayOutputStream();
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            try {
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.UTF_8));
            } catch (SocketException closed) {
                assertThat(bytes).as("closed while a short request is sent").hasSizeGreaterThan(65_536);
            }
            for (int b = socket.getInputStream().read();
                    b >= 0;
                    b = socket.getInputStream().read()) {
                response.write(b);
            }
        } catch (SocketException reset) {
            // what came before it was received
        }
        return response.toString(StandardCharsets.UTF_8);
    }

    private static String request(String body, String headers) {
        return "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + headers
                + "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body;
    }
}
