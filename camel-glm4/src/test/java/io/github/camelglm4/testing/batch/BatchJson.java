package io.github.camelglm4.testing.batch;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files, batches and pages as the JSON of the service, with its quirks. */
final class BatchJson {

    private static final List<String> TIMES = List.of(
            "in_progress_at",
            "expires_at",
            "finalizing_at",
            "completed_at",
            "failed_at",
            "expired_at",
            "cancelling_at",
            "cancelled_at");

    private final Set<Quirk> quirks;

    BatchJson(Set<Quirk> quirks) {
        this.quirks = quirks;
    }

    Map<String, Object> file(StoredFile file) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", file.id());
        json.put("object", "file");
        json.put("bytes", file.bytes());
        json.put("created_at", time(file.createdAt()));
        json.put("filename", has(Quirk.FILE_NAME) ? "" : file.name());
        if (has(Quirk.FILE_NAME)) {
            json.put("fileName", file.name());
        }
        json.put("purpose", file.purpose());
        return json;
    }

    Map<String, Object> batch(BatchJob job) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", job.id);
        json.put("object", "batch");
        json.put("endpoint", job.endpoint);
        json.put("input_file_id", job.inputFileId);
        if (!has(Quirk.NO_COMPLETION_WINDOW)) {
            json.put("completion_window", "24h");
        }
        json.put("status", job.status);
        putId(json, "output_file_id", job.outputFileId);
        putId(json, "error_file_id", job.errorFileId);
        json.put("created_at", time(job.times.get("created_at")));
        for (String name : TIMES) {
            Instant time = job.times.get(name);
            json.put(name, time == null ? null : time(time));
        }
        putCounts(json, job);
        json.put("metadata", job.metadata);
        json.put("errors", job.findings.isEmpty() ? null : findings(job));
        return json;
    }

    /** @param more whether further batches follow */
    Map<String, Object> page(List<Map<String, Object>> data, boolean more) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("object", "list");
        json.put("data", data);
        if (!has(Quirk.BARE_PAGES)) {
            json.put("first_id", data.isEmpty() ? null : data.get(0).get("id"));
            json.put(
                    "last_id", data.isEmpty() ? null : data.get(data.size() - 1).get("id"));
            json.put("has_more", more);
        }
        return json;
    }

    private void putId(Map<String, Object> json, String name, String id) {
        if (id != null) {
            json.put(name, id);
        } else if (!has(Quirk.ABSENT_IDS)) {
            json.put(name, has(Quirk.EMPTY_IDS) ? "" : null);
        }
    }

    private void putCounts(Map<String, Object> json, BatchJob job) {
        if (has(Quirk.NO_COUNTS)) {
            return;
        }
        Map<String, Object> counts = new LinkedHashMap<>();
        counts.put("total", job.total);
        counts.put("completed", job.completed);
        counts.put("failed", job.failed);
        if (has(Quirk.COUNTS_AS_NUMBERS)) {
            json.put("request_counts", job.total);
            json.putAll(counts);
        } else {
            json.put("request_counts", counts);
        }
    }

    private static Map<String, Object> findings(BatchJob job) {
        List<Map<String, Object>> data = job.findings.stream()
                .map(finding -> {
                    Map<String, Object> json = new LinkedHashMap<>();
                    json.put("code", finding.code());
                    json.put("line", finding.line());
                    json.put("message", finding.message());
                    json.put("param", finding.param());
                    return json;
                })
                .toList();
        return Map.of("object", "list", "data", data);
    }

    private long time(Instant time) {
        return has(Quirk.MILLISECONDS) ? time.toEpochMilli() : time.getEpochSecond();
    }

    private boolean has(Quirk quirk) {
        return quirks.contains(quirk);
    }
}
