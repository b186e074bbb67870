package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static io.github.camelglm4.testing.Patience.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.Http2Frames;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who sends requests and reads no answers is not read from any further, and closed; others are served meanwhile. */
@Timeout(120)
class UnreadAnswersTest {

    /** Far more than the buffers of two sockets take. */
    private static final int FAR_TOO_MUCH = 16_000_000;

    private static final int ABANDONED_MILLIS = 3_000;
    private static final CallerLimits LIMITS = new CallerLimits(10_000, 2_000, 30_000, 1, 10_000);

    private static final String KEY = "Authorization: Bearer sk-known\r\n";

    private final OneModelServer model = new OneModelServer("known:sk-known", question -> "x".repeat(10_000));
    private final int port = FreePort.next();
    private final ServerSettings settings = new ServerSettings(
            new ServerSettings.Place("127.0.0.1", port),
            "/v1",
            Set.of("http://a"),
            Set.of(),
            1_000_000,
            ABANDONED_MILLIS,
            null,
            LIMITS,
            Metering.NONE);

    @BeforeEach
    void serve() throws Exception {
        model.start(settings);
    }

    @AfterEach
    void stop() throws Exception {
        model.close();
    }

    static Stream<Arguments> requests() {
        String question = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        String post = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
        String large = "x".repeat(200);
        byte[] ping = Http2Frames.frame(Http2Frames.PING, 0, 0, new byte[8]);
        byte[] settings = Http2Frames.frame(Http2Frames.SETTINGS, 0, 0);
        return Stream.of(
                http1("no such path", "GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                http1("the start page", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                http1("no key", "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n\r\n"),
                http1("a key", "GET /v1/models HTTP/1.1\r\nHost: localhost\r\n" + KEY + "\r\n"),
                http1("a wrong method", "HEAD /v1/models HTTP/1.1\r\nHost: localhost\r\n" + KEY + "\r\n"),
                http1(
                        "a preflight",
                        "OPTIONS /v1/models HTTP/1.1\r\nHost: localhost\r\nOrigin: http://a\r\n"
                                + "Access-Control-Request-Method: GET\r\n\r\n"),
                http1("no JSON", post + KEY + "Content-Length: 1\r\n\r\n{"),
                http1("a question without a key", post + "Content-Length: " + large.length() + "\r\n\r\n" + large),
                http1("a question", post + KEY + "Content-Length: " + question.length() + "\r\n\r\n" + question),
                Arguments.of("HTTP/2: HEAD", null),
                Arguments.of("HTTP/2: PING", ping),
                Arguments.of("HTTP/2: SETTINGS", settings));
    }

    private static Arguments http1(String name, String request) {
        return Arguments.of(name, request.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Tag("timing")
    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void whoNeverReadsIsNotReadFromAndClosed(String name, byte[] request) throws Exception {
        try (Socket socket = connect()) {
            CompletableFuture<Long> sent =
                    CompletableFuture.supplyAsync(() -> sendUntilClosed(socket, name.startsWith("HTTP/2"), request));

            assertThat(answerOfAnother()).isEqualTo(200);

            assertThat(sent.get(LONG.toSeconds(), TimeUnit.SECONDS)).isLessThan(FAR_TOO_MUCH);
            assertThat(answerOfAnother()).isEqualTo(200);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.setSendBufferSize(64 * 1024);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        return socket;
    }

    /** @param request the same again and again, or null for requests of HTTP/2, each with a number of its own */
    private static long sendUntilClosed(Socket socket, boolean http2, byte[] request) {
        long sent = 0;
        int stream = 1;
        try {
            OutputStream out = socket.getOutputStream();
            if (http2) {
                out.write(Http2Frames.preface());
            }
            while (sent < FAR_TOO_MUCH) {
                byte[][] pieces = new byte[500][];
                for (int i = 0; i < pieces.length; i++, stream += 2) {
                    pieces[i] = request != null
                            ? request
                            : Http2Frames.headers(Http2Frames.END_STREAM, stream, "HEAD", "/v1/models");
                }
                byte[] batch = Http2Frames.join(pieces);
                out.write(batch);
                sent += batch.length;
            }
        } catch (SocketException closed) {
            return sent;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return sent;
    }

    private int answerOfAnother() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/models"))
                .header("Authorization", "Bearer sk-known")
                .timeout(Duration.ofSeconds(30))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    /** More than is held undecoded, behind a request whose answer takes its time. */
    @Test
    void whatIsPipelinedBehindASlowAnswerIsAnsweredInOrder() throws Exception {
        int count = 20_000;
        String question = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"think\"}]}";
        String first = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + KEY + "Content-Length: " + question.length() + "\r\n\r\n" + question;
        try (Socket socket = connect()) {
            socket.getOutputStream().write(first.getBytes(StandardCharsets.ISO_8859_1));
            model.asked.get(LATER.toSeconds(), TimeUnit.SECONDS);
            AtomicInteger written = new AtomicInteger();
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> {
                try {
                    OutputStream out = socket.getOutputStream();
                    String request = "GET /v1/nothing HTTP/1.1\r\nHost: localhost\r\n\r\n";
                    byte[] hundred = request.repeat(100).getBytes(StandardCharsets.ISO_8859_1);
                    while (written.get() < count) {
                        out.write(hundred);
                        written.addAndGet(100);
                    }
                    String last = "GET /v1/last HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
                    out.write(last.getBytes(StandardCharsets.ISO_8859_1));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            awaitBlocked(written);
            model.thought.complete(null);

            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            sent.get(LATER.toSeconds(), TimeUnit.SECONDS);
            assertThat(answers).startsWith("HTTP/1.1 200 OK");
            assertThat(answers.split("HTTP/1.1 404 Not Found", -1)).hasSize(count + 2);
            assertThat(answers).endsWith("}").contains("/v1/last");
        }
    }

    /** Until the writer gets no further: all buffers up to the server are full, or everything is in them. */
    private static void awaitBlocked(AtomicInteger written) {
        AtomicInteger seen = new AtomicInteger();
        await().during(300, TimeUnit.MILLISECONDS)
                .atMost(LATER)
                .until(() -> written.get() > 0 && seen.getAndSet(written.get()) == written.get());
    }

    /** The limit holds from the start, and not only when the caller has acknowledged it. */
    @Test
    void streamsBeyondTheLimitAreRefusedWithoutAnyAcknowledgment() throws Exception {
        int allowed = 100;
        int beyond = 20;
        List<byte[]> sent = new ArrayList<>(List.of(Http2Frames.preface()));
        for (int i = 0; i < allowed + beyond; i++) {
            sent.add(Http2Frames.headers(
                    0, 2 * i + 1, "POST", "/v1/chat/completions", "content-type", "application/json"));
        }
        try (Socket socket = connect()) {
            socket.getOutputStream().write(Http2Frames.join(sent.toArray(byte[][]::new)));
            DataInputStream in = new DataInputStream(socket.getInputStream());

            Set<Integer> refused = new HashSet<>();
            while (refused.size() < beyond) {
                Http2Frames.Frame frame = Http2Frames.read(in);
                if (frame.type() == Http2Frames.RST_STREAM) {
                    assertThat(frame.number()).as("REFUSED_STREAM").isEqualTo(7);
                    refused.add(frame.stream());
                }
            }
            assertThat(refused).allMatch(stream -> stream > 2 * allowed);
        }
    }

    /** The frames behind the error are neither handled nor answered, and the caller can read what was wrong. */
    @Test
    void aConnectionWithTooManyRefusedStreamsGetsOneGoAwayAndIsClosed() throws Exception {
        List<byte[]> sent = new ArrayList<>(List.of(Http2Frames.preface()));
        for (int i = 0; i < 2_000; i++) {
            sent.add(Http2Frames.headers(0, 2 * i + 1, "POST", "/v1/models"));
        }
        try (Socket socket = connect()) {
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> write(socket, sent));
            DataInputStream in = new DataInputStream(socket.getInputStream());

            Http2Frames.Frame frame = Http2Frames.read(in);
            int refused = 0;
            while (frame.type() != Http2Frames.GOAWAY) {
                refused += frame.type() == Http2Frames.RST_STREAM ? 1 : 0;
                frame = Http2Frames.read(in);
            }
            int error = ByteBuffer.wrap(frame.payload(), 4, 4).getInt();
            List<Integer> after = typesUntilClosed(in);

            assertThat(error).as("ENHANCE_YOUR_CALM").isEqualTo(11);
            assertThat(refused).isBetween(1, 1_000);
            assertThat(after).doesNotContain(Http2Frames.GOAWAY);
            writing.get(LATER.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static void write(Socket socket, List<byte[]> frames) {
        try {
            socket.getOutputStream().write(Http2Frames.join(frames.toArray(byte[][]::new)));
        } catch (IOException e) {
            // closed by the server
        }
    }

    private static List<Integer> typesUntilClosed(DataInputStream in) {
        List<Integer> types = new ArrayList<>();
        try {
            while (true) {
                types.add(Http2Frames.read(in).type());
            }
        } catch (IOException closed) {
            return types;
        }
    }
}
