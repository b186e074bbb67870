package io.github.camelglm4.testing.batch;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The state of one batch. Guarded by the lock of its {@link BatchStore}. */
final class BatchJob {

    final String id;
    final String inputFileId;
    final String endpoint;
    final boolean deleteInput;
    final Map<String, Object> metadata;
    final Map<String, Instant> times = new TreeMap<>();
    String status;
    String outputFileId;
    String errorFileId;
    int total;
    int completed;
    int failed;
    List<Finding> findings = List.of();

    BatchJob(String id, String inputFileId, String endpoint, boolean deleteInput, Map<String, Object> metadata) {
        this.id = id;
        this.inputFileId = inputFileId;
        this.endpoint = endpoint;
        this.deleteInput = deleteInput;
        this.metadata = metadata;
        this.times.put("created_at", Instant.now());
        enter("validating");
    }

    /** Sets the status and its time. */
    void enter(String newStatus) {
        status = newStatus;
        if (!newStatus.equals("validating")) {
            times.put(newStatus + "_at", Instant.now());
        }
    }

    boolean isOpen() {
        return status.equals("validating") || status.equals("in_progress") || status.equals("finalizing");
    }
}
