package io.github.camelglm4.batch;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.client.CallLimits;
import io.github.camelglm4.client.FileCallSupport;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4QuotaException;
import io.github.camelglm4.error.Glm4RateLimitException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4ServerException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.testing.Reply;
import io.github.camelglm4.testing.ScriptedServer;
import io.github.camelglm4.testing.batch.BatchRequest;
import io.github.camelglm4.testing.batch.BatchService;
import io.github.camelglm4.testing.batch.Fault;
import io.github.camelglm4.testing.batch.Finding;
import io.github.camelglm4.testing.batch.LineAnswer;
import io.github.camelglm4.testing.batch.Operation;
import io.github.camelglm4.testing.batch.Quirk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The operations of the service, with all its quirks, and what is there after a response was lost. */
@Timeout(60)
class BatchApiTest extends FileCallSupport {

    private static final CallLimits USUAL = new CallLimits(10_000, 60_000, 60_000, 0, 1_000_000);
    private static final Map<String, String> METADATA = Map.of("camelGlm4Job", "reviews");

    @RegisterExtension
    final BatchService service = BatchService.start();

    private BatchApi api;

    @BeforeEach
    void create() {
        api = api(service.baseUrl(), USUAL);
    }

    private BatchApi api(String baseUrl, CallLimits limits) {
        return new BatchApi(client, (operation, content) -> request(baseUrl, operation, content, limits, 2));
    }

    private Path lines(int number) throws IOException {
        return Files.writeString(
                folder.resolve("in.jsonl"),
                IntStream.range(0, number)
                        .mapToObj(
                                i -> "{\"custom_id\":\"request-" + i
                                        + "\",\"method\":\"POST\",\"url\":\"/v4/chat/completions\","
                                        + "\"body\":{\"model\":\"glm-4\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}}\n")
                        .collect(Collectors.joining()));
    }

    private String upload(int lines) throws Exception {
        return get(api.upload(lines(lines), "reviews.jsonl"));
    }

    private Batch completed(int lines) throws Exception {
        String id = get(api.create(upload(lines), METADATA)).id();
        service.awaitStatus(id, "completed");
        return get(api.get(id));
    }

    @Test
    void createsABatchForAFile() throws Exception {
        String file = upload(3);
        Batch created = get(api.create(file, METADATA));

        BatchRequest upload = service.requests(Operation.UPLOAD).get(0);
        assertThat(upload.json().get("purpose")).isEqualTo("batch");
        assertThat((String) upload.json().get("filename")).matches("reviews-[0-9a-f-]{36}\\.jsonl");
        assertThat(service.requests(Operation.CREATE).get(0).json())
                .containsEntry("input_file_id", file)
                .containsEntry("endpoint", "/v4/chat/completions")
                .containsEntry("auto_delete_input_file", false)
                .containsEntry("completion_window", "24h")
                .containsEntry("metadata", METADATA);
        assertThat(created.inputFileId()).isEqualTo(file);
        assertThat(created.metadata()).isEqualTo(METADATA);
    }

    @ParameterizedTest
    @EnumSource(Quirk.class)
    void readsABatchWithEachQuirk(Quirk quirk) throws Exception {
        service.with(quirk);
        Instant before = Instant.now().minusSeconds(2);

        Batch batch = completed(3);

        assertThat(batch.status()).isEqualTo(BatchStatus.COMPLETED);
        assertThat(batch.counts()).isEqualTo(quirk == Quirk.NO_COUNTS ? BatchCounts.NONE : new BatchCounts(3, 3, 0));
        assertThat(batch.errorFileId()).isNull();
        assertThat(batch.metadata()).isEqualTo(METADATA);
        assertThat(batch.createdAt()).isBetween(before, Instant.now().plusSeconds(2));
        assertThat(batch.endedAt()).isBetween(before, Instant.now().plusSeconds(2));
        Path target = get(api.download(batch.outputFileId(), folder.resolve("out.jsonl")));
        assertThat(Files.readString(target)).contains("request-0", "request-1", "request-2");
    }

    @Test
    void readsFindings() throws Exception {
        service.findings(new Finding("1214", 3, "custom_id is too short", "custom_id"));
        String id = get(api.create(upload(3), METADATA)).id();
        service.awaitStatus(id, "failed");

        Batch batch = get(api.get(id));

        assertThat(batch.status()).isEqualTo(BatchStatus.FAILED);
        assertThat(batch.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("1214");
            assertThat(finding.line()).isEqualTo(3);
            assertThat(finding.message()).isEqualTo("custom_id is too short");
            assertThat(finding.param()).isEqualTo("custom_id");
        });
    }

    @Test
    void readsAnUnknownStatus() throws Exception {
        service.hold();
        String id = get(api.create(upload(1), METADATA)).id();
        service.setStatus(id, "paused " + KEY);

        Batch batch = get(api.get(id));

        assertThat(batch.status()).isEqualTo(BatchStatus.UNKNOWN);
        assertThat(batch.statusText()).isEqualTo("paused xxxxxx");
    }

    @ParameterizedTest
    @CsvSource({
        "cancelled, CANCELED",
        "canceled, CANCELED",
        "CANCELLING, CANCELING",
        "canceling, CANCELING",
        "in-progress, IN_PROGRESS",
        "' Completed ', COMPLETED",
        "unknown, UNKNOWN",
        "'', UNKNOWN"
    })
    void readsEachSpellingOfAStatus(String text, BatchStatus status) {
        assertThat(BatchStatus.of(text)).isEqualTo(status);
    }

    @Test
    void cancels() throws Exception {
        service.hold();
        String id = get(api.create(upload(1), METADATA)).id();

        assertThat(get(api.cancel(id)).status()).isEqualTo(BatchStatus.CANCELING);
    }

    @ParameterizedTest
    @EnumSource(names = {"BARE_PAGES", "EMPTY_IDS"})
    void findsBatchesOnAllPages(Quirk quirk) throws Exception {
        service.with(quirk).pageSize(10);
        String file = service.addFile("");
        List<String> ours = IntStream.range(0, 3)
                .mapToObj(i -> {
                    service.addOtherBatches(12);
                    return service.addBatch(file, Map.of("camelGlm4Job", "reviews"));
                })
                .toList();

        List<Batch> found =
                get(api.all(batch -> "reviews".equals(batch.metadata().get("camelGlm4Job"))));

        assertThat(found).extracting(Batch::id).containsExactlyInAnyOrderElementsOf(ours);
        assertThat(service.requests(Operation.LIST).get(0).path()).isEqualTo("/batches?limit=100");
        assertThat(service.requests(Operation.LIST)).hasSizeBetween(4, 5);
    }

    @Test
    void endsIfTheServiceAlwaysSendsTheSamePage() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.otherwise(
                    Reply.json("{\"data\":[{\"id\":\"a\"},{\"no\":\"id\"}],\"has_more\":true,\"last_id\":\"a\"}"));

            List<Batch> found = get(api(server.baseUrl(), USUAL).all(batch -> true));

            assertThat(found).extracting(Batch::id).containsExactly("a");
            assertThat(server.requests()).hasSize(2);
        }
    }

    @Test
    void deletesAFile() throws Exception {
        String file = upload(1);

        get(api.deleteFile(file));
        get(api.deleteFile(file));

        assertThat(service.requests(Operation.DELETE_FILE)).hasSize(2);
    }

    @Test
    void deletesAFileAlthoughTheResponseIsLost() throws Exception {
        String file = upload(1);
        service.fail(Operation.DELETE_FILE, Fault.lostResponse());

        get(api.deleteFile(file));

        assertThat(service.requests(Operation.DELETE_FILE)).hasSize(2);
    }

    @Test
    void aFileThatIsGoneIsNotFound() throws Exception {
        CompletableFuture<Path> result = api.download("no-file", folder.resolve("out.jsonl"));

        assertThat(BatchApi.isNotFound(failure(result, Glm4RequestException.class)))
                .isTrue();
        assertThat(files()).isEmpty();
    }

    /** Escaped, so that it stays one segment of the path. */
    @Test
    void anIdIsNoPath() {
        CompletableFuture<Batch> result = api.get("../files?x=1#");

        assertThat(BatchApi.isNotFound(failure(result, Glm4RequestException.class)))
                .isTrue();
        assertThat(service.requests().get(0).path()).isEqualTo("/batches/..%2Ffiles%3Fx%3D1%23");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " "})
    void anIdMustBeSet(String id) {
        assertThat(failure(api.get(id), Glm4RequestException.class)).hasMessage("the id of the batch is not set");
        assertThat(failure(api.deleteFile(id), Glm4RequestException.class)).hasMessage("the id of the file is not set");
        assertThat(service.requests()).isEmpty();
    }

    @Test
    void readsAreRepeatedAfterAResponseThatIsCutOff() throws Exception {
        Batch batch = completed(100);
        service.fail(Operation.GET, Fault.cut(5)).fail(Operation.DOWNLOAD, Fault.cut(500), Fault.lostRequest());

        assertThat(get(api.get(batch.id())).status()).isEqualTo(BatchStatus.COMPLETED);
        Path target = get(api.download(batch.outputFileId(), folder.resolve("out.jsonl")));

        assertThat(target)
                .hasSize(Files.readAllLines(target).stream()
                        .mapToLong(line -> line.length() + 1)
                        .sum());
        assertThat(Files.readAllLines(target)).hasSize(100);
    }

    @Test
    void anErrorFileIsDownloadedToo() throws Exception {
        service.answers(line -> LineAnswer.error(400, "1301", "sensitive"));
        Batch batch = completed(1);

        assertThat(batch.counts()).isEqualTo(new BatchCounts(1, 0, 1));
        assertThat(Files.readString(get(api.download(batch.errorFileId(), folder.resolve("errors")))))
                .contains("1301");
    }

    // ---- What was created although the response was lost

    @Test
    void aFileIsNotUploadedTwice() throws Exception {
        service.fail(Operation.UPLOAD, Fault.lostResponse());

        String file = upload(3);

        assertThat(service.requests(Operation.UPLOAD)).hasSize(1);
        assertThat(service.files()).containsExactly(file);
    }

    @Test
    void aFileIsFoundByTheOtherField() throws Exception {
        service.with(Quirk.FILE_NAME).fail(Operation.UPLOAD, Fault.cut(3));

        assertThat(service.files()).isEmpty();
        String file = upload(3);

        assertThat(service.files()).containsExactly(file);
    }

    @Test
    void aFileIsUploadedAgainIfItIsNotThere() throws Exception {
        service.fail(Operation.UPLOAD, Fault.lostRequest(), Fault.serverError());

        String file = upload(3);

        assertThat(service.requests(Operation.UPLOAD)).hasSize(3);
        assertThat(service.requests(Operation.LIST_FILES)).hasSize(2);
        assertThat(service.files()).containsExactly(file);
    }

    @Test
    void aBatchIsNotCreatedTwice() throws Exception {
        service.addOtherBatches(3);
        String file = upload(3);
        service.fail(Operation.CREATE, Fault.lostResponse());

        Batch created = get(api.create(file, METADATA));

        assertThat(created.inputFileId()).isEqualTo(file);
        assertThat(service.requests(Operation.CREATE)).hasSize(1);
        assertThat(service.batches()).hasSize(4).contains(created.id());
    }

    @Test
    void aBatchIsCreatedAgainIfItIsNotThere() throws Exception {
        String file = upload(3);
        service.fail(Operation.CREATE, Fault.lostRequest());

        Batch created = get(api.create(file, METADATA));

        assertThat(service.requests(Operation.CREATE)).hasSize(2);
        assertThat(service.batches()).containsExactly(created.id());
    }

    @Test
    void aRefusedBatchIsCreatedWithoutALook() throws Exception {
        String file = upload(3);
        service.fail(Operation.CREATE, Fault.rateLimit());

        get(api.create(file, METADATA));

        assertThat(service.requests(Operation.CREATE)).hasSize(2);
        assertThat(service.requests(Operation.LIST)).isEmpty();
    }

    @Test
    void aBatchIsFoundAfterTheLastFailure() throws Exception {
        String file = upload(3);
        service.fail(Operation.CREATE, Fault.serverError(), Fault.serverError(), Fault.lostResponse());

        Batch created = get(api.create(file, METADATA));

        assertThat(service.requests(Operation.CREATE)).hasSize(3);
        assertThat(service.batches()).containsExactly(created.id());
    }

    /** A response timeout is not retried: the service may still be working. */
    @Test
    void aBatchIsFoundAfterATimeout() throws Exception {
        String file = upload(3);
        CountDownLatch end = new CountDownLatch(1);
        service.onExecuted(request -> {
            if (request.operation() == Operation.CREATE) {
                awaitEnd(end);
            }
        });

        Batch created = get(api(service.baseUrl(), new CallLimits(10_000, 1_000, 60_000, 0, 10_000))
                .create(file, METADATA));
        end.countDown();

        assertThat(service.batches()).containsExactly(created.id());
    }

    private static void awaitEnd(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void theFailureOfTheCreationIsReported() throws Exception {
        String file = upload(3);
        service.fail(Operation.CREATE, Fault.serverError(), Fault.serverError(), Fault.serverError());
        service.fail(Operation.LIST, Fault.rateLimit(3_600), Fault.rateLimit(3_600), Fault.rateLimit(3_600));

        Glm4Exception failure = failure(api.create(file, METADATA), Glm4ServerException.class);

        assertThat(failure.getMessage()).contains("Internal error");
        assertThat(service.requests(Operation.CREATE)).hasSize(1);
        assertThat(service.batches()).isEmpty();
    }

    @Test
    void aRefusalOfTheCreationIsReportedAtOnce() throws Exception {
        upload(1);

        failure(api.create("no-file", METADATA), Glm4RequestException.class);

        assertThat(service.requests(Operation.CREATE)).hasSize(1);
        assertThat(service.requests(Operation.LIST)).isEmpty();
    }

    @Test
    void noRetryAfterALongDelayIsAskedFor() throws Exception {
        String file = upload(1);
        service.fail(Operation.CREATE, Fault.rateLimit(3_600));

        Glm4RateLimitException failure = failure(api.create(file, METADATA), Glm4RateLimitException.class);

        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void closingTheClientEndsAnOperation() throws Exception {
        String file = upload(1);
        CountDownLatch end = new CountDownLatch(1);
        service.onExecuted(request -> awaitEnd(end));
        CompletableFuture<Batch> result = api.create(file, METADATA);
        service.awaitRequests(Operation.CREATE, 1, SOON);

        get(client.close());
        end.countDown();

        assertThat(failure(result, Glm4ConnectionException.class)).hasMessage("the component was stopped");
        assertThat(failure(api.get("b"), Glm4ConnectionException.class)).hasMessage("the component was stopped");
    }

    @Test
    void cancelingACreationClosesItsConnection() throws Exception {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.otherwise(Reply.raw().never());
            CompletableFuture<Batch> result = api(server.baseUrl(), USUAL).create("file", METADATA);
            server.awaitRequests(1, SOON);

            result.cancel(false);

            server.awaitOpenConnections(0, SOON);
            assertThat(server.requests()).hasSize(1);
        }
    }

    // ---- What is no answer though its status says so

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"error\":{\"code\":\"1113\",\"message\":\"no money, " + KEY + "\"}}",
                "{\"code\":1113,\"msg\":\"no money, " + KEY + "\",\"success\":false}"
            })
    void anErrorWithTheStatusOfSuccessIsAnError(String body) {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.otherwise(Reply.json(body));
            BatchApi scripted = api(server.baseUrl(), USUAL);

            assertIsQuota(scripted.get("b"));
            assertIsQuota(scripted.list(null));
            assertIsQuota(scripted.download("f", folder.resolve("out")));
            assertThat(files()).isEmpty();
        }
    }

    private static void assertIsQuota(CompletableFuture<?> result) {
        assertThat(failure(result, Glm4QuotaException.class)).hasMessageContaining("no money, xxxxxx");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Please log in</html>", "", "[]", "{}"})
    void anythingElseIsNotUnderstood(String body) {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.otherwise(Reply.of(200, "text/html", body));
            BatchApi scripted = api(server.baseUrl(), USUAL);

            failure(scripted.get("b"), Glm4ResponseException.class);
            failure(scripted.list(null), Glm4ResponseException.class);
            if (!body.isEmpty() && !body.equals("{}")) {
                failure(scripted.download("f", folder.resolve("out")), Glm4ResponseException.class);
            }
            assertThat(server.requests()).hasSizeLessThanOrEqualTo(3);
            assertThat(files()).isEmpty();
        }
    }

    @Test
    void aTrickleEndsWithTheTotalTime() {
        try (ScriptedServer server = ScriptedServer.start()) {
            server.otherwise(Reply.json("{\"id\":\"b\"}").inPieces(1, Duration.ofMillis(200)));

            failure(
                    api(server.baseUrl(), new CallLimits(10_000, 60_000, 60_000, 300, 1_000))
                            .get("b"),
                    Glm4TimeoutException.class);
        }
    }
}
