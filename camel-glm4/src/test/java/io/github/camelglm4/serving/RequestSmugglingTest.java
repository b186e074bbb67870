package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.testing.Http2Frames;
import java.io.DataInputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the end of a request is uncertain, it is refused, and what comes after it is no request. */
@Timeout(60)
class RequestSmugglingTest extends ServingTestSupport {

    private static final String SMUGGLED = "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n";

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo").setBody(simple("you said: ${body}"));
            }
        };
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1|Content-Length: 5;Transfer-Encoding: chunked|0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: chunked;Content-Length: 5|0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: chunked, identity|0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: identity, chunked|0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: gzip, chunked|0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: chunked;Transfer-Encoding: identity|0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: chunked, chunked|0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: identity|",
                "HTTP/1.1|Transfer-Encoding: xchunked|",
                "HTTP/1.1|Transfer-Encoding: |",
                "HTTP/1.1|Content-Length: 0;Content-Length: 49|",
                "HTTP/1.1|Content-Length: 0, 49|",
                "HTTP/1.1|Content-Length: +0|",
                "HTTP/1.1|Transfer-Encoding : chunked|0\r\n\r\n",
                "HTTP/1.0|Content-Length: 5;Transfer-Encoding: chunked|0\r\n\r\n",
                "HTTP/1.0|Transfer-Encoding: chunked|0\r\n\r\n",
                "HTTP/1.0|Transfer-Encoding: identity|",
                "HTTP/1.0|Content-Length: 0;Content-Length: 49|",
                "HTTP/1.0|Content-Length: 49;Content-Length: 0|",
                "HTTP/1.0|Content-Length: 0, 49|",
                "HTTP/1.1|Transfer-Encoding: chunked|1;x=\"\r\nX\r\n0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: chunked|1;x=\"a\nX\r\n0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: chunked|1\nX\r\n0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: chunked|1\r\nXYZ\r\n0\r\n\r\n",
                "HTTP/1.1|Transfer-Encoding: chunked|0x1\r\nX\r\n0\r\n\r\n",
            })
    void anUncertainEndIsRefusedAndTheConnectionClosed(String parts) throws Exception {
        String[] part = parts.split("\\|", -1);
        String request = "POST /v1/nothing " + part[0] + "\r\nHost: localhost\r\nConnection: keep-alive\r\n"
                + part[1].replace(";", "\r\n") + "\r\n\r\n" + part[2] + SMUGGLED;

        String answers = exchange(request);

        assertThat(answers).startsWith("HTTP/1.").contains(" 400 Bad Request");
        assertThat(answers.split("HTTP/1\\.", -1)).as("one answer").hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"chunked", "Chunked", " chunked "})
    void chunksAloneAreAccepted(String coding) throws Exception {
        String answers = exchange("POST /v1/nothing HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: " + coding
                + "\r\n\r\n1;name=\"value\"\r\nX\r\n0\r\n\r\n"
                + SMUGGLED.replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n"));

        assertThat(answers).containsSubsequence(" 404 Not Found", " 200 OK");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/models\r\nx: y",
                "/v1/models\0",
                "/v1/models\n",
                "/v1/mod els",
                "/v1/models/\u007f",
                "header: a\r\nb",
                "header: a\nb",
                "header: a\rb",
                "header: a\0b",
                "header: a\u001bb"
            })
    void controlCharactersAreRefusedInHttp2AsWell(String path) throws Exception {
        byte[] head = path.startsWith("header: ")
                ? Http2Frames.headers(Http2Frames.END_STREAM, 1, "GET", "/v1/models", "x-request-id", path.substring(8))
                : Http2Frames.headers(Http2Frames.END_STREAM, 1, "GET", path);
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(Http2Frames.join(Http2Frames.preface(), head));
            DataInputStream in = new DataInputStream(socket.getInputStream());

            Http2Frames.Frame frame = Http2Frames.read(in);
            while (frame.stream() != 1) {
                frame = Http2Frames.read(in);
            }
            assertThat(frame.type()).isEqualTo(Http2Frames.HEADERS);
            assertThat(Http2Frames.status(frame)).isEqualTo("400");
        }
    }

    private String exchange(String bytes) throws Exception {
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            StringBuilder answers = new StringBuilder();
            try {
                for (int next = socket.getInputStream().read();
                        next >= 0;
                        next = socket.getInputStream().read()) {
                    answers.append((char) next);
                }
            } catch (SocketException reset) {
                // closed as well
            }
            return answers.toString();
        }
    }
}
