package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.Batch;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.apache.camel.spi.IdempotentRepository;

/**
 * The keys of delivered lines, and of batches of which every line has been delivered. The key of a line contains its
 * input file, so that its answer is delivered once if a retry created two batches for the file. As thread-safe as the
 * repository.
 */
final class DeliveredKeys {

    /** The size of the column of Camel's repositories in databases; a longer key is replaced by its digest. */
    private static final int LONGEST = 100;

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
        return repository.contains(shortened(batch.id()));
    }

    void addBatch(Batch batch) {
        repository.add(shortened(batch.id()));
    }

    private static String line(Batch batch, String customId) {
        String file = batch.inputFileId() == null ? batch.id() : batch.inputFileId();
        return shortened(file + "/" + customId);
    }

    private static String shortened(String key) {
        return key.length() <= LONGEST ? key : digest(key);
    }

    private static String digest(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
