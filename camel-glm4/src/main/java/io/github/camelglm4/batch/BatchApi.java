package io.github.camelglm4.batch;

import io.github.camelglm4.client.ApiCall;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.ApiRequest.JsonContent;
import io.github.camelglm4.client.ApiResponse;
import io.github.camelglm4.client.FileContent;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.RequestContent;
import io.github.camelglm4.client.RetryPolicy;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The operations of the service for files and batches. Asynchronous: each future is completed on the client's executor
 * for continuations, or on the caller's thread if nothing was sent; exceptionally with a {@link Glm4Exception}, which
 * may be the cause of a {@link java.util.concurrent.CompletionException}. Canceling the future of a download, of an
 * upload or of a creation closes its connection. Thread-safe.
 */
public final class BatchApi {

    /** The endpoint of the service that answers the requests of a batch, in a batch and in each line of its file. */
    public static final String ENDPOINT = "/v4/chat/completions";

    private static final int PAGE_SIZE = 100;

    private static final Set<Integer> NOT_FOUND = Set.of(404, 410);

    /** Creates HTTP requests. */
    @FunctionalInterface
    public interface Requests {

        /**
         * Creates a request without a gate: the service limits files and batches apart from the requests of a model.
         *
         * @param operation path after the base URL, with a leading slash; may have a query
         */
        ApiRequest request(String operation, RequestContent content);
    }

    private final Glm4Client client;
    private final Requests requests;

    public BatchApi(Glm4Client client, Requests requests) {
        this.client = client;
        this.requests = requests;
    }

    /**
     * Uploads an input file. A lost response leaves no second file behind: before the file is sent again, it is looked
     * for by its name.
     *
     * @param file must not change until the future is completed; read again for a retry
     * @param name its name for the service, with {@code .jsonl} at its end, before which a random part is inserted
     * @return the id of the file
     */
    public CompletableFuture<String> upload(Path file, String name) {
        String unique = name.replaceFirst("(\\.jsonl)?$", "-" + UUID.randomUUID() + ".jsonl");
        return once(
                "/files",
                new FileContent(file, Map.of("purpose", "batch"), unique),
                response -> BatchResponse.of(response).fileId(),
                () -> findFile(unique));
    }

    /**
     * Creates a batch for an input file, which is kept when the batch has ended. A lost response does not create a
     * second batch: before the request is sent again, and before it fails, the batch is looked for by its input file.
     *
     * @param metadata at most 16 pairs, with names of up to 64 and values of up to 512 characters
     */
    public CompletableFuture<Batch> create(String inputFileId, Map<String, String> metadata) {
        Map<String, Object> batch = new LinkedHashMap<>();
        batch.put("input_file_id", inputFileId);
        batch.put("endpoint", ENDPOINT);
        batch.put("completion_window", "24h");
        batch.put("auto_delete_input_file", false);
        batch.put("metadata", metadata);
        return once("/batches", json(batch), BatchApi::batch, () -> findBatch(inputFileId));
    }

    /** Returns a batch as it is now. */
    public CompletableFuture<Batch> get(String id) {
        return withId("batch", id, segment -> call("/batches/" + segment, RequestContent.Empty.GET, BatchApi::batch));
    }

    /**
     * Returns one page of the batches of the account.
     *
     * @param after {@link Page#next()} of the page before, or null for the first page
     */
    public CompletableFuture<Page<Batch>> list(String after) {
        return page("/batches?limit=" + PAGE_SIZE, after, BatchResponse::batches);
    }

    /** Returns the batches of the account that are to be kept, of all pages. */
    public CompletableFuture<List<Batch>> all(Predicate<Batch> kept) {
        return new Pages<>(this::list).all(kept, Batch::id);
    }

    /** Requests that a batch is canceled, which may take some minutes. Returns its current state. */
    public CompletableFuture<Batch> cancel(String id) {
        return withId("batch", id, segment -> call("/batches/" + segment + "/cancel", json(Map.of()), BatchApi::batch));
    }

    /**
     * Downloads a result file of any size.
     *
     * @param target created or replaced when the download is complete; see {@link Glm4Client#download}
     * @return the target
     */
    public CompletableFuture<Path> download(String fileId, Path target) {
        return withId("file", fileId, segment -> {
            CompletableFuture<Path> result = new CompletableFuture<>();
            ApiRequest request = requests.request("/files/" + segment + "/content", RequestContent.Empty.GET);
            return started(client.download(request, target, BatchResponse::requireLines, result), result);
        });
    }

    /** Deletes a file; a file that does not exist is deleted already. */
    public CompletableFuture<Void> deleteFile(String fileId) {
        CompletableFuture<Void> deleted = withId(
                "file",
                fileId,
                segment -> call("/files/" + segment, RequestContent.Empty.DELETE, response -> (Void) null));
        return deleted.exceptionallyCompose(failure -> isNotFound(failure)
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(failure));
    }

    /** Returns whether the service has no file or batch with this id (any more). */
    public static boolean isNotFound(Throwable failure) {
        return AsyncFailure.cause(failure) instanceof Glm4Exception refused
                && NOT_FOUND.contains(refused.getStatusCode());
    }

    private CompletableFuture<Batch> findBatch(String inputFileId) {
        return new Pages<>(this::list).first(batch -> inputFileId.equals(batch.inputFileId()));
    }

    private CompletableFuture<String> findFile(String name) {
        Pages<StoredFile> files =
                new Pages<>(after -> page("/files?purpose=batch&limit=" + PAGE_SIZE, after, BatchResponse::files));
        return files.first(file -> name.equals(file.name())).thenApply(file -> file == null ? null : file.id());
    }

    private <T> CompletableFuture<Page<T>> page(
            String operation, String after, Function<BatchResponse, Page<T>> decoder) {
        String from = after == null ? "" : "&after=" + encoded(after);
        return call(operation + from, RequestContent.Empty.GET, response -> decoder.apply(BatchResponse.of(response)));
    }

    private static Batch batch(ApiResponse response) {
        return BatchResponse.of(response).batch();
    }

    private static JsonContent json(Map<String, ?> object) {
        byte[] json = Json.write(object);
        return retry -> json;
    }

    private <T> CompletableFuture<T> call(String operation, RequestContent content, Function<ApiResponse, T> decoder) {
        CompletableFuture<T> result = new CompletableFuture<>();
        return started(client.call(requests.request(operation, content), decoder, result), result);
    }

    /**
     * Makes a call whose request must not be processed twice.
     *
     * @param effect returns what a processed request has created, or null if it was not processed
     */
    private <T> CompletableFuture<T> once(
            String operation,
            RequestContent content,
            Function<ApiResponse, T> decoder,
            Supplier<CompletableFuture<T>> effect) {
        CompletableFuture<T> result = new CompletableFuture<>();
        ApiCall<T> call = client.call(requests.request(operation, content), decoder, result);
        CompletableFuture<T> outcome =
                started(call.findingEffect(effect), result).exceptionallyCompose(failure -> lastLook(failure, effect));
        outcome.whenComplete((value, failure) -> {
            if (outcome.isCancelled()) {
                result.cancel(false);
            }
        });
        return outcome;
    }

    /** The failure of the look is of no interest. */
    private static <T> CompletableFuture<T> lastLook(Throwable failure, Supplier<CompletableFuture<T>> effect) {
        boolean mayExist = AsyncFailure.cause(failure) instanceof Glm4Exception refused
                && refused.getAttempts() > 0
                && RetryPolicy.mayBeProcessed(refused);
        CompletableFuture<T> found =
                mayExist ? effect.get().exceptionally(unknown -> null) : CompletableFuture.completedFuture(null);
        return found.thenCompose(value ->
                value != null ? CompletableFuture.completedFuture(value) : CompletableFuture.failedFuture(failure));
    }

    private static <T> CompletableFuture<T> started(ApiCall<T> call, CompletableFuture<T> result) {
        try {
            call.start();
            return result;
        } catch (Glm4Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <T> CompletableFuture<T> withId(
            String what, String id, Function<String, CompletableFuture<T>> operation) {
        return id == null || id.isBlank()
                ? CompletableFuture.failedFuture(new Glm4RequestException("the id of the " + what + " is not set"))
                : operation.apply(encoded(id));
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }
}
