package io.github.camelglm4.examples.offline.batch;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/** One batch: its status, counts and files. Thread-safe. */
final class Batch {
    enum Status {
        VALIDATING,
        FAILED,
        IN_PROGRESS,
        FINALIZING,
        COMPLETED,
        CANCELLING,
        CANCELLED;

        boolean isLast() {
            return this == FAILED || this == COMPLETED || this == CANCELLED;
        }

        private String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final String id = "batch_" + UUID.randomUUID();
    private final Instant createdAt = Instant.now();
    private final String inputFileId;
    private final boolean deletesInput;
    private final JsonObject metadata;
    private final Map<Status, Instant> entered = new EnumMap<>(Status.class);
    private Status status = Status.VALIDATING;
    private String outputFileId;
    private String errorFileId;
    private int total;
    private int completed;
    private int failed;
    private List<Finding> findings = List.of();

    Batch(String inputFileId, boolean deletesInput, JsonObject metadata) {
        this.inputFileId = inputFileId;
        this.deletesInput = deletesInput;
        this.metadata = metadata;
    }

    String id() {
        return id;
    }

    String inputFileId() {
        return inputFileId;
    }

    /** Whether the input file is deleted when the batch ends. */
    boolean deletesInput() {
        return deletesInput;
    }

    synchronized boolean hasEnded() {
        return status.isLast();
    }

    synchronized boolean isCanceled() {
        return status == Status.CANCELLING;
    }

    synchronized void start(int lines) {
        total = lines;
        enter(Status.IN_PROGRESS);
    }

    synchronized void reject(List<Finding> all) {
        findings = List.copyOf(all);
        endAs(Status.FAILED);
    }

    synchronized void count(boolean isAnswer) {
        if (isAnswer) {
            completed++;
        } else {
            failed++;
        }
    }

    synchronized void finalizing() {
        enter(Status.FINALIZING);
    }

    /** @param output null if no line was answered @param errors null if no line failed */
    synchronized void end(String output, String errors) {
        outputFileId = output;
        errorFileId = errors;
        endAs(status == Status.CANCELLING ? Status.CANCELLED : Status.COMPLETED);
    }

    private void endAs(Status last) {
        status = last;
        entered.put(last, Instant.now());
    }

    /** Returns false if the batch has already ended. */
    synchronized boolean cancel() {
        if (status.isLast()) {
            return false;
        }
        enter(Status.CANCELLING);
        return true;
    }

    /** A batch that is being canceled does not go on. */
    private void enter(Status next) {
        if (status != Status.CANCELLING) {
            status = next;
            entered.put(next, Instant.now());
        }
    }

    synchronized JsonObject json() {
        JsonObject json = new JsonObject()
                .put("id", id)
                .put("object", "batch")
                .put("endpoint", RequestLine.URL)
                .put("input_file_id", inputFileId)
                .put("completion_window", "24h")
                .put("status", status.wireName())
                .put("output_file_id", outputFileId)
                .put("error_file_id", errorFileId)
                .put("created_at", createdAt.getEpochSecond());
        entered.forEach((past, time) -> json.put(past.wireName() + "_at", time.getEpochSecond()));
        return json.put(
                        "request_counts",
                        new JsonObject()
                                .put("total", total)
                                .put("completed", completed)
                                .put("failed", failed))
                .put("metadata", metadata)
                .put("errors", findings.isEmpty() ? null : errors());
    }

    private JsonObject errors() {
        return new JsonObject()
                .put("object", "list")
                .put("data", new JsonArray(findings.stream().map(Finding::json).toList()));
    }
}
