package io.github.camelglm4.batch;

import io.github.camelglm4.error.BatchFinding;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A batch as the service reports it. Immutable.
 *
 * @param id never blank
 * @param status never null
 * @param statusText the status as the service writes it, printable; or null
 * @param inputFileId the file with the requests, or null
 * @param outputFileId the file with the answers, or null if there is none (yet)
 * @param errorFileId the file with the failed lines, or null if there is none (yet)
 * @param counts never null
 * @param metadata as sent when the batch was created; never null
 * @param findings why the batch failed; empty if the service does not say
 * @param createdAt when the batch was created, or null
 * @param endedAt when it reached its terminal status, or null
 */
public record Batch(
        String id,
        BatchStatus status,
        String statusText,
        String inputFileId,
        String outputFileId,
        String errorFileId,
        BatchCounts counts,
        Map<String, String> metadata,
        List<BatchFinding> findings,
        Instant createdAt,
        Instant endedAt) {

    public Batch {
        metadata = Map.copyOf(metadata);
        findings = List.copyOf(findings);
    }
}
