package io.github.camelglm4.examples.offline.batch;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** Answers the lines of batches: each is a request to the model. Blocks its thread until a batch has ended. */
final class BatchRun {
    private static final int REQUESTS_AT_A_TIME = 8;
    private static final int OK = 200;

    private final FileStore files;
    private final HttpClient client = HttpClient.newHttpClient();
    private final Supplier<URI> model;

    /** @param model URL of chat completions; called for each line */
    BatchRun(FileStore files, Supplier<URI> model) {
        this.files = files;
        this.model = model;
    }

    void run(Batch batch) {
        try {
            StoredFile input = files.find(batch.inputFileId());
            if (input == null) {
                batch.reject(List.of(new Finding(0, "The input file was deleted.", null)));
                return;
            }
            RequestFile requests = RequestFile.read(input.path());
            if (!requests.findings().isEmpty()) {
                batch.reject(requests.findings());
                return;
            }
            batch.start(requests.count());
            answer(batch, input);
        } catch (IOException | RuntimeException e) {
            batch.reject(List.of(new Finding(0, "The batch cannot be processed: " + e, null)));
        }
        if (batch.deletesInput()) {
            files.delete(batch.inputFileId());
        }
    }

    private void answer(Batch batch, StoredFile input) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(input.path());
                ResultFile output = new ResultFile(files, batch.id() + "_output.jsonl");
                ResultFile errors = new ResultFile(files, batch.id() + "_error.jsonl")) {
            for (List<RequestLine> next = read(lines); !next.isEmpty() && !batch.isCanceled(); next = read(lines)) {
                for (JsonObject result : results(next)) {
                    boolean isAnswer = result.getJsonObject("response").getInteger("status_code") == OK;
                    (isAnswer ? output : errors).add(result);
                    batch.count(isAnswer);
                }
            }
            batch.finalizing();
            batch.end(output.store(), errors.store());
        }
    }

    private static List<RequestLine> read(BufferedReader lines) throws IOException {
        List<RequestLine> next = new ArrayList<>();
        while (next.size() < REQUESTS_AT_A_TIME) {
            String line = lines.readLine();
            if (line == null) {
                break;
            }
            next.add(RequestLine.parse(line));
        }
        return next;
    }

    private List<JsonObject> results(List<RequestLine> lines) {
        List<CompletableFuture<JsonObject>> results = lines.stream()
                .map(line -> client.sendAsync(request(line), BodyHandlers.ofString())
                        .thenApply(response -> result(line, response)))
                .toList();
        return results.stream().map(CompletableFuture::join).toList();
    }

    private HttpRequest request(RequestLine line) {
        return HttpRequest.newBuilder(model.get())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(line.body().encode()))
                .build();
    }

    private static JsonObject result(RequestLine line, HttpResponse<String> response) {
        return new JsonObject()
                .put("id", "batch_req_" + line.customId())
                .put("custom_id", line.customId())
                .put(
                        "response",
                        new JsonObject()
                                .put("status_code", response.statusCode())
                                .put("body", new JsonObject(response.body())));
    }
}
