package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.Batch;
import io.github.camelglm4.batch.BatchApi;
import io.github.camelglm4.error.Glm4Exception;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;

/**
 * The operations for files and batches, for the thread of a poll, which may block. If it is interrupted, an operation
 * in progress ends by itself. Thread-safe.
 */
final class BlockingBatches {

    private final BatchApi api;

    BlockingBatches(BatchApi api) {
        this.api = api;
    }

    /** Returns the batches of the account that are to be kept, of all pages, in the order of the service. */
    List<Batch> list(Predicate<Batch> kept) throws Exception {
        return await(api.all(kept));
    }

    /** Downloads a file completely. Returns null if it does not exist. */
    Path download(String fileId, Path target) throws Exception {
        try {
            return await(api.download(fileId, target));
        } catch (Glm4Exception e) {
            if (BatchApi.isNotFound(e)) {
                return null;
            }
            throw e;
        }
    }

    void delete(String fileId) throws Exception {
        await(api.deleteFile(fileId));
    }

    private static <T> T await(CompletableFuture<T> result) throws Exception {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }
}
