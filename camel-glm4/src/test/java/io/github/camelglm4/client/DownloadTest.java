package io.github.camelglm4.client;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A response becomes a whole file, or no file. */
@Timeout(60)
class DownloadTest extends FileCallSupport {

    private static final String LINE = "{\"custom_id\":\"request-1\",\"text\":\"é\"}\n";
    private static final int MANY = 20_000;

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    private Path target() {
        return folder.resolve("out.jsonl");
    }

    private CompletableFuture<Path> download(CallLimits limits, int retries) {
        return download(limits, retries, response -> {});
    }

    private CompletableFuture<Path> download(CallLimits limits, int retries, Consumer<ApiResponse> check) {
        CompletableFuture<Path> result = new CompletableFuture<>();
        ApiRequest request = request(server.baseUrl(), "/files/f/content", RequestContent.Empty.GET, limits, retries);
        client.download(request, target(), check, result).start();
        return result;
    }

    private static Reply lines(int number) {
        return head(number).repeat(LINE, number);
    }

    private static Reply head(int lines) {
        int length = lines * LINE.getBytes(StandardCharsets.UTF_8).length;
        return Reply.raw()
                .bytes("HTTP/1.1 200 OK\r\nContent-Type: application/jsonl\r\nContent-Length: " + length + "\r\n\r\n");
    }

    private void assertNothingIsLeft() {
        assertThat(files()).isEmpty();
        assertThat(isOpen(Path.of(target() + ".part"))).isFalse();
    }

    @Test
    void isLargerThanTheLimitOfAnAnswer() throws Exception {
        server.enqueue(lines(MANY));

        assertThat(get(download(PATIENT, 0))).isEqualTo(target());

        assertThat(Files.readString(target())).isEqualTo(LINE.repeat(MANY));
        assertThat(files()).containsExactly("out.jsonl");
        RecordedRequest request = server.takeRequest(SOON);
        assertThat(request.method() + " " + request.path()).isEqualTo("GET /v1/files/f/content");
        assertThat(request.headers("Content-Length")).isEmpty();
        assertThat(request.headers("Content-Type")).isEmpty();
    }

    @Test
    void replacesAFileAndThePartOfAKilledProcess() throws Exception {
        Files.writeString(target(), "old");
        Files.writeString(folder.resolve("out.jsonl.part"), "x".repeat(1_000));
        server.enqueue(lines(2));

        get(download(PATIENT, 0));

        assertThat(Files.readString(target())).isEqualTo(LINE.repeat(2));
        assertThat(files()).containsExactly("out.jsonl");
    }

    @Test
    void mayBeEmpty() throws Exception {
        server.enqueue(lines(0));

        get(download(PATIENT, 0));

        assertThat(target()).isEmptyFile();
    }

    @Test
    void mayEndWithItsConnection() throws Exception {
        server.enqueue(
                Reply.raw().bytes("HTTP/1.1 200 OK\r\n\r\n").repeat(LINE, 3).close());

        get(download(PATIENT, 0));

        assertThat(Files.readString(target())).isEqualTo(LINE.repeat(3));
    }

    private static byte[] compressed(int lines) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(LINE.repeat(lines).getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private static Reply compressed(byte[] bytes) {
        return Reply.of(200, "application/jsonl", bytes).header("Content-Encoding", "gzip");
    }

    @Test
    void aCompressedOneIsDecompressed() throws Exception {
        server.enqueue(compressed(compressed(MANY)));

        get(download(PATIENT, 0));

        assertThat(Files.readString(target())).isEqualTo(LINE.repeat(MANY));
    }

    /** Its HTTP response is complete, as that of a proxy which lost the service. */
    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8, 12, 200})
    void oneThatWasCutOffBeforeItsProxyIsRetried(int missing) throws Exception {
        byte[] whole = compressed(MANY);
        server.enqueue(
                compressed(Arrays.copyOf(whole, whole.length - missing)),
                compressed(whole).inPieces(1_000));

        get(download(PATIENT, 1));

        assertThat(server.requests()).hasSize(2);
        assertThat(Files.readString(target())).isEqualTo(LINE.repeat(MANY));
    }

    @Test
    void oneThatIsCutOffIsRetriedFromItsStart() throws Exception {
        server.enqueue(
                head(MANY).repeat(LINE, MANY / 2).close(),
                head(MANY).repeat(LINE, 5).reset(),
                lines(3));

        get(download(PATIENT, 2));

        assertThat(Files.readString(target())).isEqualTo(LINE.repeat(3));
        assertThat(files()).containsExactly("out.jsonl");
    }

    @Test
    void oneThatIsAlwaysCutOffLeavesNothing() {
        server.otherwise(head(MANY).repeat(LINE, 5).close());

        Glm4TruncatedException failure = failure(download(PATIENT, 1), Glm4TruncatedException.class);

        assertThat(failure.getAttempts()).isEqualTo(2);
        assertNothingIsLeft();
    }

    @Test
    void aRefusalLeavesTheOldFile() throws Exception {
        Files.writeString(target(), "old");
        server.enqueue(
                Reply.of(502, "text/html", "<html>bad gateway</html>"), Reply.error(404, "1211", "no file, " + KEY));

        Glm4RequestException failure = failure(download(PATIENT, 1), Glm4RequestException.class);

        assertThat(failure).hasMessageContaining("no file, xxxxxx");
        assertThat(files()).containsExactly("out.jsonl");
        assertThat(Files.readString(target())).isEqualTo("old");
    }

    @Test
    void anErrorPageIsRetried() throws Exception {
        server.enqueue(Reply.of(500, "text/html", "<html>"), lines(1));

        get(download(PATIENT, 1));

        assertThat(Files.readString(target())).isEqualTo(LINE);
    }

    @Test
    void aPageIsOnlyNamed() {
        server.otherwise(Reply.of(502, "text/html", "<html>"));

        assertThat(failure(download(PATIENT, 0), Glm4ServerException.class)).hasMessageContaining("a page (text/html");
        assertNothingIsLeft();
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.otherwise(Reply.empty(302).header("Location", server.url("/elsewhere")));

        assertThat(failure(download(PATIENT, 2), Glm4RequestException.class).getStatusCode())
                .isEqualTo(302);
        assertThat(server.requests()).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void aSuccessThatIsNotTheFileLeavesNothing() {
        server.otherwise(lines(3));

        Glm4ResponseException failure = failure(
                download(PATIENT, 2, start -> {
                    throw new Glm4ResponseException("begins with " + new String(start.bytes(), 0, 12));
                }),
                Glm4ResponseException.class);

        assertThat(failure).hasMessage("begins with {\"custom_id\"");
        assertThat(server.requests()).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void aCheckThatFailsUnexpectedlyLeavesNothing() {
        server.otherwise(lines(3));

        failure(
                download(PATIENT, 2, start -> {
                    throw new IllegalStateException(KEY);
                }),
                Glm4ResponseException.class);

        assertNothingIsLeft();
    }

    @Test
    void aRetryableRefusalWithTheStatusOfSuccessIsRetried() throws Exception {
        server.enqueue(lines(1), lines(2));

        get(download(PATIENT, 2, start -> {
            if (start.attempt() == 1) {
                throw new Glm4OverloadedException("busy");
            }
        }));

        assertThat(Files.readString(target())).isEqualTo(LINE.repeat(2));
    }

    @Test
    void aSilentServiceIsAskedAgain() throws Exception {
        CallLimits limits = new CallLimits(10_000, 60_000, 200, 0, 1_000);
        server.enqueue(head(MANY).repeat(LINE, 5).never(), lines(1));

        get(download(limits, 1));

        assertThat(Files.readString(target())).isEqualTo(LINE);
    }

    @Test
    void aTrickleEndsWithTheTotalTime() {
        CallLimits limits = new CallLimits(10_000, 60_000, 60_000, 1_500, 1_000);
        server.otherwise(head(MANY).repeat(LINE, 5).never());

        assertThat(failure(download(limits, 2), Glm4TimeoutException.class))
                .hasMessageContaining("requestTimeout of 1500 ms");
        assertThat(server.requests()).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    void cancelingLeavesNothing() {
        server.otherwise(head(MANY).repeat(LINE, 5).never());
        CompletableFuture<Path> result = download(PATIENT, 2);
        await().until(() -> files().contains("out.jsonl.part"));

        result.cancel(false);

        server.takeRequest(SOON)
                .connectionClosed()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        await().untilAsserted(this::assertNothingIsLeft);
    }

    @Test
    void closingTheClientLeavesNothing() throws Exception {
        server.otherwise(head(MANY).repeat(LINE, 5).never());
        CompletableFuture<Path> result = download(PATIENT, 2);
        await().until(() -> files().contains("out.jsonl.part"));

        get(client.close());

        assertNothingIsLeft();
        assertThat(failure(result, Glm4ConnectionException.class)).hasMessage("the component was stopped");
    }

    @Test
    void aFolderThatIsMissingIsAnError() throws Exception {
        server.otherwise(lines(MANY));
        Files.delete(folder);

        Glm4Exception failure = failure(download(PATIENT, 2), Glm4Exception.class);

        assertThat(failure).hasMessageContaining("the file " + target() + " cannot be written: NoSuchFileException");
        assertThat(failure.isRetryable()).isFalse();
        assertThat(server.requests()).hasSize(1);
        Files.createDirectory(folder);
    }

    @Test
    void aFullDiskIsAnError() throws IOException {
        server.otherwise(lines(MANY));
        Files.createSymbolicLink(folder.resolve("out.jsonl.part"), Path.of("/dev/full"));

        Glm4Exception failure = failure(download(PATIENT, 2), Glm4Exception.class);

        assertThat(failure).hasMessageContaining("cannot be written: IOException: No space left on device");
        assertThat(server.requests()).hasSize(1);
        assertNothingIsLeft();
    }

    @Test
    @Tag("timing")
    void aSlowDiskSlowsTheServiceDown() throws Exception {
        CountDownLatch diskWorks = new CountDownLatch(1);
        vertx.executeBlocking(() -> {
            diskWorks.await();
            return null;
        });
        int lines = 1_000_000;
        server.otherwise(head(lines).repeat(LINE.repeat(1_000), lines / 1_000));

        CompletableFuture<Path> result = download(new CallLimits(10_000, 60_000, 1_000, 0, 1_000), 0);
        RecordedRequest request = server.takeRequest(SOON);
        // the socket buffers of both sides are full, and the idle timeout has passed
        await().during(Duration.ofMillis(1_500)).until(() -> !result.isDone());
        long sent = request.bytesWritten();
        diskWorks.countDown();

        get(result);
        assertThat(sent).isLessThan(20_000_000L);
        assertThat(target()).hasSize(lines * (long) LINE.getBytes(StandardCharsets.UTF_8).length);
    }
}
