package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.Http2Frames;
import io.github.camelglm4.testing.RawClient;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An answer ends as its version of HTTP says, one that is cut never looks whole, and a caller that reads steadily has
 * it all.
 */
@Timeout(120)
class AnswerEndTest extends ServedLifeTestSupport {

    /** More than the buffers of two sockets take. */
    private static final int LARGE = 15_000_000;

    private static final int ABANDONED_MILLIS = 2_000;

    /** For readers that are slow, not gone: a machine that has more to do must not look like one of the others. */
    private static final int PATIENT_MILLIS = 5_000;

    private final int patientPort = FreePort.next();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:pieces?abandonTimeout=" + ABANDONED_MILLIS)
                        .process(e -> e.getMessage().setBody(List.of("first ", "last")));
                from("glm4:large?abandonTimeout=" + ABANDONED_MILLIS)
                        .process(e -> e.getMessage().setBody("x".repeat(LARGE)));
                from("glm4:patient?serverPort=" + patientPort + "&abandonTimeout=" + PATIENT_MILLIS)
                        .process(e -> e.getMessage().setBody("x".repeat(LARGE)));
            }
        };
    }

    private static String http10(String json, String more) {
        return "POST /v1/chat/completions HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n" + more
                + "Content-Length: " + json.length() + "\r\n\r\n" + json;
    }

    private RawClient connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.connect(new InetSocketAddress("localhost", port));
        return new RawClient(socket);
    }

    @ParameterizedTest(name = "keep-alive: {0}")
    @MethodSource("bothWays")
    void aStreamOverHttp10EndsWithItsConnection(boolean keepAlive) throws Exception {
        try (RawClient client =
                connect().send(http10(streaming("pieces"), keepAlive ? "Connection: keep-alive\r\n" : ""))) {
            String answer = new String(client.readToEnd(), StandardCharsets.UTF_8);

            assertThat(answer)
                    .containsIgnoringCase("Connection: close\r\n")
                    .doesNotContainIgnoringCase("chunked")
                    .doesNotContainIgnoringCase("keep-alive")
                    .containsPattern("\r\n\r\ndata: ")
                    .endsWith("data: [DONE]\n\n");
        }
    }

    @Test
    void aWholeAnswerOverHttp10HasALengthAndKeepsTheConnection() throws Exception {
        try (RawClient client = connect()) {
            for (int i = 0; i < 2; i++) {
                String request = http10(unstreamed("pieces"), i == 0 ? "Connection: keep-alive\r\n" : "");
                String head = readUntil(client.send(request), "\r\n\r\n");
                assertThat(head).contains(" 200 OK").doesNotContainIgnoringCase("chunked");
                int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
                assertThat(client.read(length)).contains("first last").endsWith("}");
            }
            assertThat(client.read()).as("closed").isNegative();
        }
    }

    /** The end of the connection is the end of such an answer: it must not come by a regular close. */
    @Test
    void aStreamOverHttp10ThatIsCutIsReset() throws Exception {
        try (RawClient client = connect().send(http10(streaming("large"), ""))) {
            readUntil(client, "xxx");
            awaitNoExchange();

            assertThatThrownBy(client::readToEnd).isInstanceOf(SocketException.class);
        }
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void anAnswerOverHttp11ThatIsCutHasNoLastChunkAndNotItsLength(boolean streamed) throws Exception {
        try (RawClient client = asks(streamed ? streaming("large") : unstreamed("large"))) {
            readUntil(client, "xxx");
            awaitNoExchange();

            assertThat(readToClosed(client)).isLessThan(LARGE);
        }
    }

    @ParameterizedTest(name = "streamed: {0}")
    @MethodSource("bothWays")
    void anAnswerOverHttp2ThatIsCutIsResetWithAnError(boolean streamed) throws Exception {
        String body = streamed ? streaming("large") : unstreamed("large");
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout(20_000);
            // the window of a stream is 64 KB, and is never opened further
            socket.getOutputStream().write(Http2Frames.join(Http2Frames.preface(), Http2Frames.question(body)));
            DataInputStream in = new DataInputStream(socket.getInputStream());

            Http2Frames.Frame frame = Http2Frames.read(in);
            while (frame.type() != Http2Frames.RST_STREAM) {
                assertThat(frame.stream() == 1 && (frame.flags() & Http2Frames.END_STREAM) != 0)
                        .as("an end of the stream")
                        .isFalse();
                frame = Http2Frames.read(in);
            }
            assertThat(frame.number()).as("INTERNAL_ERROR").isEqualTo(2);
        }
    }

    /** For longer than abandonTimeout, with pauses that are far shorter; both at once, since the time is the same. */
    @Tag("timing")
    @Test
    void aSteadySlowReaderHasItAll() throws Exception {
        int piece = 100_000;
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENT_MILLIS * 4 / 3);
        try (RawClient streamed = asks(patientPort, streaming("patient"));
                RawClient whole = asks(patientPort, unstreamed("patient"))) {
            int left = LARGE;
            for (; System.nanoTime() < end && left > piece; left -= piece) {
                streamed.skip(piece);
                whole.skip(piece);
                pause(PATIENT_MILLIS / 50);
            }
            assertThat(left).as("what is left when abandonTimeout is over").isPositive();
            streamed.skip(left);
            whole.skip(left);
        }
    }

    private static void pause(long millis) {
        await().pollDelay(millis, TimeUnit.MILLISECONDS).until(() -> true);
    }

    @Test
    void localhostIsReachedOverBothVersionsOfIp() throws Exception {
        Assumptions.assumeTrue(NetworkInterface.getByInetAddress(Inet6Address.getByName("::1")) != null);
        for (String host : List.of("127.0.0.1", "::1")) {
            try (RawClient client = new RawClient(new Socket(InetAddress.getByName(host), port))) {
                client.send("GET /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
                assertThat(new String(client.readToEnd(), StandardCharsets.UTF_8))
                        .contains(" 200 OK", "pieces");
            }
        }
    }
}
