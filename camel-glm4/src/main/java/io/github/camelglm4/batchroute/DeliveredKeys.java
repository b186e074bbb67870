package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.Batch;
import org.apache.camel.spi.IdempotentRepository;

/**
 * The keys of delivered lines, and of batches of which every line has been delivered. The key of a line contains its
 * input file, so that its answer is delivered once if a retry created two batches for the file. As thread-safe as the
 * repository.
 */
final class DeliveredKeys {

    private final IdempotentRepository repository;

    DeliveredKeys(IdempotentRepository repository) {
        this.repository = repository;
    }

    boolean hasLine(Batch batch, String customId) {
        return repository.contains(line(batch, customId));
    }

    void addLine(Batch batch, String customId) {
        repository.add(line(batch, customId));
    }

    boolean hasBatch(Batch batch) {
        return repository.contains(batch.id());
    }

    void addBatch(Batch batch) {
        repository.add(batch.id());
    }

    private static String line(Batch batch, String customId) {
        return (batch.inputFileId() == null ? batch.id() : batch.inputFileId()) + "/" + customId;
    }
}
