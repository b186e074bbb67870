package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.BatchApi;
import io.github.camelglm4.batch.RequestFile;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.text.PrintableText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Uploads the files of a submission and creates their batches, one after the other. After a failure, the batches before
 * are canceled and the uploaded files are deleted, so that the body can be submitted again. For one exchange.
 */
final class Submission {

    /** The name of the job in the metadata of a batch. */
    static final String JOB = "camelGlm4Job";

    private static final Logger LOG = LoggerFactory.getLogger(Submission.class);

    private final BatchApi api;
    private final String job;
    private final List<RequestFile> files;
    private final List<String> uploaded = new ArrayList<>();
    private final List<String> batches = new ArrayList<>();

    /** @param files deleted when the submission ends */
    Submission(BatchApi api, String job, List<RequestFile> files) {
        this.api = api;
        this.job = job;
        this.files = files;
    }

    /** Starts the submission. The result is the ids of its batches; after a failure, all of it has been undone. */
    CompletableFuture<List<String>> start() {
        CompletableFuture<List<String>> result = new CompletableFuture<>();
        CompletableFuture.completedFuture(0).thenCompose(this::submit).whenComplete((nothing, failure) -> {
            files.forEach(RequestFile::delete);
            if (failure == null) {
                result.complete(batches);
            } else {
                undo().whenComplete((done, ignored) -> result.completeExceptionally(AsyncFailure.cause(failure)));
            }
        });
        return result;
    }

    private CompletableFuture<Void> submit(int index) {
        if (index == files.size()) {
            return CompletableFuture.completedFuture(null);
        }
        RequestFile file = files.get(index);
        return api.upload(file.path(), fileName(index))
                .thenCompose(id -> {
                    uploaded.add(id);
                    return api.create(id, Map.of(JOB, job));
                })
                .thenCompose(batch -> {
                    batches.add(batch.id());
                    file.delete();
                    return submit(index + 1);
                });
    }

    /** For the list of files of the platform. */
    private String fileName(int index) {
        return job.replaceAll("[^A-Za-z0-9._-]", "_") + "-" + (index + 1);
    }

    /** A batch is canceled before its file is deleted: it might still be read. */
    private CompletableFuture<?> undo() {
        CompletableFuture<?>[] canceled = batches.stream()
                .map(id -> logged("cancel batch", id, api.cancel(id)))
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(canceled)
                .thenCompose(done -> CompletableFuture.allOf(uploaded.stream()
                        .map(id -> logged("delete file", id, api.deleteFile(id)))
                        .toArray(CompletableFuture[]::new)));
    }

    private static CompletableFuture<?> logged(String action, String id, CompletableFuture<?> done) {
        return done.handle((nothing, failure) -> {
            if (failure != null) {
                LOG.warn(
                        "Cannot {} {} of a failed submission: {}",
                        action,
                        PrintableText.name(id),
                        AsyncFailure.cause(failure).getMessage());
            }
            return null;
        });
    }
}
