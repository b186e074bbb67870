package io.github.camelglm4.testing.batch;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** What each operation does, without HTTP. */
final class BatchOperations {

    private static final int DEFAULT_PAGE = 20;
    private static final int MAX_PAGE = 100;
    private static final int MAX_METADATA = 16;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_VALUE = 512;

    private final BatchStore store;
    private final Consumer<BatchJob> started;
    private final Consumer<BatchJob> canceled;
    volatile Set<Quirk> quirks = Set.of();
    volatile int pageSize = MAX_PAGE;

    /**
     * @param started gets each new batch
     * @param canceled gets each batch that was canceled before its end
     */
    BatchOperations(BatchStore store, Consumer<BatchJob> started, Consumer<BatchJob> canceled) {
        this.store = store;
        this.started = started;
        this.canceled = canceled;
    }

    /** @param path segments of the path below the base URL */
    BatchResponse execute(BatchRequest request, String[] path, Map<String, String> query) {
        return switch (request.operation()) {
            case LIST_FILES -> listFiles(query);
            case DOWNLOAD -> download(path[1]);
            case DELETE_FILE -> deleteFile(path[1]);
            case CREATE -> create(request.json());
            case LIST -> list(query);
            case GET -> get(path[1]);
            case CANCEL -> cancel(path[1]);
            default -> BatchResponse.error(404, "1222", "The API does not exist.");
        };
    }

    BatchResponse uploaded(StoredFile file) {
        return BatchResponse.of(json().file(file));
    }

    private BatchResponse listFiles(Map<String, String> query) {
        String purpose = query.get("purpose");
        if (purpose == null) {
            return BatchResponse.error(400, "1213", "purpose is missing.");
        }
        List<Map<String, Object>> data = store.files().stream()
                .filter(file -> file.purpose().equals(purpose))
                .map(json()::file)
                .toList();
        return BatchResponse.of(json().page(data, false));
    }

    private BatchResponse download(String id) {
        StoredFile file = store.file(id);
        return file == null ? noFile(id) : BatchResponse.of(file.path());
    }

    private BatchResponse deleteFile(String id) {
        return store.deleteFile(id)
                ? BatchResponse.of(Map.of("id", id, "object", "file", "deleted", true))
                : noFile(id);
    }

    private static BatchResponse noFile(String id) {
        return BatchResponse.error(404, "1214", "The file " + id + " does not exist.");
    }

    private BatchResponse create(Map<String, Object> request) {
        String inputFileId = String.valueOf(request.get("input_file_id"));
        if (store.file(inputFileId) == null) {
            return BatchResponse.error(400, "1214", "The file " + inputFileId + " does not exist.");
        }
        if (!RequestLines.URL.equals(request.get("endpoint"))) {
            return BatchResponse.error(400, "1214", "endpoint must be " + RequestLines.URL + ".");
        }
        Map<String, Object> metadata = metadata(request.get("metadata"));
        if (metadata == null) {
            return BatchResponse.error(400, "1214", "metadata must have at most 16 pairs of short texts.");
        }
        // the service deletes the file unless it is told not to
        boolean deleteInput = !Boolean.FALSE.equals(request.get("auto_delete_input_file"));
        BatchJob job = new BatchJob(newId(), inputFileId, RequestLines.URL, deleteInput, metadata);
        store.addJob(job);
        BatchResponse response = batch(job);
        started.accept(job);
        return response;
    }

    static String newId() {
        return "batch_" + UUID.randomUUID();
    }

    /** Null if they are invalid. */
    private static Map<String, Object> metadata(Object value) {
        if (value == null) {
            return Map.of();
        }
        if (!(value instanceof Map<?, ?> pairs) || pairs.size() > MAX_METADATA) {
            return null;
        }
        Map<String, Object> metadata = new HashMap<>();
        for (Map.Entry<?, ?> pair : pairs.entrySet()) {
            String name = String.valueOf(pair.getKey());
            if (!(pair.getValue() instanceof String text)
                    || name.length() > LONGEST_NAME
                    || text.length() > LONGEST_VALUE) {
                return null;
            }
            metadata.put(name, text);
        }
        return Collections.unmodifiableMap(metadata);
    }

    private BatchResponse list(Map<String, String> query) {
        int asked = Integer.parseInt(query.getOrDefault("limit", String.valueOf(DEFAULT_PAGE)));
        if (asked < 1 || asked > MAX_PAGE) {
            return BatchResponse.error(400, "1214", "limit must be from 1 to 100.");
        }
        List<BatchJob> jobs = store.jobs();
        int from = 0;
        String after = query.get("after");
        if (after != null && !after.isEmpty()) {
            BatchJob last = store.job(after);
            if (last == null) {
                return BatchResponse.error(400, "1214", "The batch " + after + " does not exist.");
            }
            from = jobs.indexOf(last) + 1;
        }
        int to = Math.min(jobs.size(), from + Math.min(asked, pageSize));
        List<BatchJob> page = jobs.subList(from, to);
        boolean more = to < jobs.size();
        return store.locked(() ->
                BatchResponse.of(json().page(page.stream().map(json()::batch).toList(), more)));
    }

    private BatchResponse get(String id) {
        BatchJob job = store.job(id);
        return job == null ? noBatch(id) : batch(job);
    }

    private BatchResponse cancel(String id) {
        BatchJob job = store.job(id);
        if (job == null) {
            return noBatch(id);
        }
        boolean wasOpen = store.locked(() -> {
            boolean open = job.isOpen();
            if (open) {
                job.enter("cancelling");
            }
            return open;
        });
        if (!wasOpen) {
            return BatchResponse.error(400, "1214", "The batch " + id + " has ended.");
        }
        BatchResponse response = batch(job);
        canceled.accept(job);
        return response;
    }

    private static BatchResponse noBatch(String id) {
        return BatchResponse.error(404, "1214", "The batch " + id + " does not exist.");
    }

    private BatchResponse batch(BatchJob job) {
        return store.locked(() -> BatchResponse.of(json().batch(job)));
    }

    private BatchJson json() {
        return new BatchJson(quirks);
    }
}
