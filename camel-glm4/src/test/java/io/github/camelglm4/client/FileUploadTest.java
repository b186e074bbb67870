package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.HalfReadingService;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A file is sent as it is on the disk, and the outcome of its request is clear whatever happens on the way. */
@Timeout(60)
class FileUploadTest extends FileCallSupport {

    private static final int MEGABYTE = 1 << 20;
    private static final byte[] OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.UTF_8);

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    private byte[] written;

    private Path file(int size) throws IOException {
        written = new byte[size];
        new Random(size).nextBytes(written);
        return Files.write(folder.resolve("in.jsonl"), written);
    }

    /** Until the client holds data that its socket does not accept: the buffer of the socket no longer grows. */
    private static void awaitFullBuffer(HalfReadingService service) {
        long[] before = {0};
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            long now = unsentBytes(service.port());
            boolean full = now > 0 && now == before[0];
            before[0] = now;
            return full;
        });
    }

    /** Returns the size of the data in the buffer of the socket that is connected to this port; Linux only. */
    private static long unsentBytes(int port) throws IOException {
        String remote = String.format(":%04X 01 ", port);
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .map(Path::of)
                .filter(Files::exists)
                .flatMap(table -> {
                    try {
                        return Files.readAllLines(table).stream();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .filter(line -> line.contains(remote))
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+")[4].split(":")[0], 16))
                .sum();
    }

    private CompletableFuture<Integer> upload(Path file, String baseUrl, CallLimits limits, int retries) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("purpose", "batch");
        fields.put("note", "é");
        FileContent content = new FileContent(file, fields, "a \"b\"\r\n.jsonl", "bound");
        CompletableFuture<Integer> result = new CompletableFuture<>();
        client.call(request(baseUrl, "/files", content, limits, retries), ApiResponse::status, result)
                .start();
        return result;
    }

    private byte[] body() {
        byte[] before = ("--bound\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n"
                        + "--bound\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\né\r\n"
                        + "--bound\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a %22b%22%0D%0A.jsonl\"\r\n"
                        + "Content-Type: application/octet-stream\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] after = "\r\n--bound--\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] body = new byte[before.length + written.length + after.length];
        System.arraycopy(before, 0, body, 0, before.length);
        System.arraycopy(written, 0, body, before.length, written.length);
        System.arraycopy(after, 0, body, before.length + written.length, after.length);
        return body;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 5 * MEGABYTE + 17})
    void isOneFormWithAKnownLength(int size) throws Exception {
        server.otherwise(Reply.json("{}"));
        Path file = file(size);

        assertThat(get(upload(file, server.baseUrl(), PATIENT, 0))).isEqualTo(200);

        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.method() + " " + request.path()).isEqualTo("POST /v1/files");
        assertThat(request.header("Content-Type")).isEqualTo("multipart/form-data; boundary=bound");
        assertThat(request.header("Content-Length")).isEqualTo(String.valueOf(body().length));
        assertThat(request.header("Authorization")).isEqualTo("Bearer " + KEY);
        assertThat(request.body()).isEqualTo(body());
        assertThat(isOpen(file)).isFalse();
    }

    @Test
    void isReadAgainForARetry() throws Exception {
        server.enqueue(Reply.error(503, "1305", "busy"), Reply.raw().reset(), Reply.json("{}"));

        get(upload(file(MEGABYTE), server.baseUrl(), PATIENT, 2));

        assertThat(server.requests())
                .hasSize(3)
                .allSatisfy(request -> assertThat(request.body()).isEqualTo(body()));
    }

    @Test
    void isSentOnAConnectionThatWasUsedBefore() throws Exception {
        server.otherwise(Reply.json("{}"));
        Path file = file(MEGABYTE);

        get(upload(file, server.baseUrl(), PATIENT, 0));
        get(upload(file, server.baseUrl(), PATIENT, 0));

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aLostConnectionIsRetried() throws Exception {
        Path file = file(4 * MEGABYTE);
        try (HalfReadingService service = HalfReadingService.answering(MEGABYTE, "")) {
            Glm4ConnectionException failure =
                    failure(upload(file, service.baseUrl(), PATIENT, 2), Glm4ConnectionException.class);

            assertThat(failure.getAttempts()).isEqualTo(3);
            assertThat(service.requests()).isEqualTo(3);
        }
        await().untilAsserted(() -> assertThat(isOpen(file)).isFalse());
    }

    private static String answer(int status) {
        String body = "{\"error\":{\"message\":\"not so much, " + KEY + "\"}}";
        return "HTTP/1.1 " + status + " No\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
    }

    @Test
    void anEarlyRefusalIsTheOutcome() throws Exception {
        Path file = file(8 * MEGABYTE);
        try (HalfReadingService service = HalfReadingService.answering(MEGABYTE, answer(413))) {
            Glm4RequestException failure =
                    failure(upload(file, service.baseUrl(), PATIENT, 2), Glm4RequestException.class);

            assertThat(failure).hasMessageContaining("not so much, xxxxxx");
            assertThat(failure.getStatusCode()).isEqualTo(413);
            assertThat(service.requests()).isEqualTo(1);
        }
        await().untilAsserted(() -> assertThat(isOpen(file)).isFalse());
    }

    @Test
    void anEarlyRefusalOfTheKeyIsTheOutcome() throws Exception {
        try (HalfReadingService service = HalfReadingService.answering(1_000, answer(401))) {
            failure(upload(file(8 * MEGABYTE), service.baseUrl(), PATIENT, 2), Glm4AuthenticationException.class);

            assertThat(service.requests()).isEqualTo(1);
        }
    }

    @Test
    void aServiceThatStopsReadingTimesOutAndIsAskedAgain() throws Exception {
        CallLimits limits = new CallLimits(10_000, 60_000, 200, 0, 1_000);
        Path file = file(8 * MEGABYTE);
        try (HalfReadingService service = HalfReadingService.stuck(MEGABYTE)) {
            Glm4TimeoutException failure =
                    failure(upload(file, service.baseUrl(), limits, 1), Glm4TimeoutException.class);

            assertThat(failure).hasMessageContaining("accepted no data within idleTimeout of 200 ms");
            assertThat(failure.getAttempts()).isEqualTo(2);
        }
        await().untilAsserted(() -> assertThat(isOpen(file)).isFalse());
    }

    /** It takes longer than each timeout, but no piece does. */
    @Test
    @Tag("timing")
    void aSlowServiceDoesNotTimeOut() throws Exception {
        CallLimits limits = new CallLimits(10_000, 2_500, 1_500, 0, 1_000);
        Path file = file(16 * MEGABYTE);
        long begun = System.nanoTime();
        try (HalfReadingService service = new HalfReadingService(MEGABYTE, connection -> {
            InputStream in = connection.getInputStream();
            for (int i = 1; i < 16; i++) {
                in.readNBytes(MEGABYTE);
                // the rate of the service, not a wait for the client
                Thread.sleep(200);
            }
            connection.getOutputStream().write(OK);
            in.readAllBytes();
        })) {
            assertThat(get(upload(file, service.baseUrl(), limits, 0))).isEqualTo(200);
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(2_500));
    }

    @Test
    void aServiceThatDoesNotAnswerTimesOutAfterTheUpload() throws Exception {
        CallLimits limits = new CallLimits(10_000, 200, 60_000, 0, 1_000);
        server.otherwise(Reply.raw().never());

        Glm4TimeoutException failure =
                failure(upload(file(MEGABYTE), server.baseUrl(), limits, 2), Glm4TimeoutException.class);

        assertThat(failure).hasMessageContaining("responseTimeout of 200 ms");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void theTotalTimeEndsAnUpload() throws Exception {
        CallLimits limits = new CallLimits(10_000, 60_000, 60_000, 1_500, 1_000);
        Path file = file(8 * MEGABYTE);
        try (HalfReadingService service = HalfReadingService.stuck(MEGABYTE)) {
            Glm4TimeoutException failure =
                    failure(upload(file, service.baseUrl(), limits, 2), Glm4TimeoutException.class);

            assertThat(failure).hasMessageContaining("requestTimeout of 1500 ms");
        }
        await().untilAsserted(() -> assertThat(isOpen(file)).isFalse());
    }

    @Test
    void aMissingFileIsAnErrorThatNamesIt() {
        Path missing = folder.resolve("missing.jsonl");

        Glm4Exception failure = failure(upload(missing, server.baseUrl(), PATIENT, 2), Glm4Exception.class);

        assertThat(failure).hasMessage("the file " + missing + " cannot be sent: NoSuchFileException: " + missing);
        assertThat(failure.isRetryable()).isFalse();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aFileThatShrinksIsAnError() throws Exception {
        Path file = file(8 * MEGABYTE);
        CompletableFuture<Void> shrunk = new CompletableFuture<>();
        try (HalfReadingService service = new HalfReadingService(MEGABYTE, connection -> {
            shrunk.join();
            connection.getInputStream().readAllBytes();
        })) {
            CompletableFuture<Integer> result = upload(file, service.baseUrl(), PATIENT, 2);
            get(service.partRead());
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                open.setLength(MEGABYTE);
            }
            shrunk.complete(null);

            assertThat(failure(result, Glm4Exception.class))
                    .hasMessageContaining("its size has changed from " + 8 * MEGABYTE + " bytes");
            assertThat(service.requests()).isEqualTo(1);
        }
        assertThat(isOpen(file)).isFalse();
    }

    @Test
    void cancelingClosesConnectionAndFile() throws Exception {
        Path file = file(8 * MEGABYTE);
        try (HalfReadingService service = HalfReadingService.stuck(MEGABYTE)) {
            CompletableFuture<Integer> result = upload(file, service.baseUrl(), PATIENT, 2);
            get(service.partRead());
            assertThat(isOpen(file)).isTrue();
            awaitFullBuffer(service);

            result.cancel(false);

            await().untilAsserted(() -> assertThat(client.connections()).isZero());
            await().untilAsserted(() -> assertThat(isOpen(file)).isFalse());
        }
    }

    @Test
    void closingTheClientEndsAnUpload() throws Exception {
        Path file = file(8 * MEGABYTE);
        try (HalfReadingService service = HalfReadingService.stuck(MEGABYTE)) {
            CompletableFuture<Integer> result = upload(file, service.baseUrl(), PATIENT, 2);
            get(service.partRead());
            awaitFullBuffer(service);

            get(client.close());

            assertThat(failure(result, Glm4ConnectionException.class)).hasMessage("the component was stopped");
        }
        await().untilAsserted(() -> assertThat(isOpen(file)).isFalse());
        assertThat(client.connections()).isZero();
    }

    /** The service has stopped reading long ago, and the rest of the file is still on the disk. */
    @Test
    @Tag("timing")
    void aFileIsNeverInMemoryAsAWhole() throws Exception {
        Path file = folder.resolve("sparse");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(1_000L * MEGABYTE);
        }
        long before = heap();
        try (HalfReadingService service = HalfReadingService.stuck(MEGABYTE)) {
            CompletableFuture<Integer> result = upload(file, service.baseUrl(), PATIENT, 0);
            get(service.partRead());
            awaitFullBuffer(service);

            assertThat(heap() - before).isLessThan(20L * MEGABYTE);
            assertThat(result).isNotDone();
            result.cancel(false);
        }
    }

    private static long heap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
