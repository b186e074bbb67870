package io.github.camelglm4.testing.batch;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** Validates the request file of a batch, and answers its lines in random order. */
final class BatchWork {

    static final int ALL = Integer.MAX_VALUE;

    private final BatchStore store;
    private final Random order = new Random(22);
    volatile Set<Quirk> quirks = Set.of();
    volatile Function<Map<String, Object>, LineAnswer> answers = BatchWork::echo;

    BatchWork(BatchStore store) {
        this.store = store;
    }

    /** The default answer: {@code answer to TEXT}, where TEXT is the last message. */
    private static LineAnswer echo(Map<String, Object> line) {
        Map<?, ?> body = (Map<?, ?>) line.get("body");
        List<?> messages = (List<?>) body.get("messages");
        Map<?, ?> last = (Map<?, ?>) messages.get(messages.size() - 1);
        return LineAnswer.text(body.get("model"), "answer to " + last.get("content"));
    }

    /** Ends in {@code in_progress} or {@code failed}. */
    void validate(BatchJob job) {
        StoredFile input = store.file(job.inputFileId);
        RequestLines lines = read(input.path());
        store.locked(() -> {
            if (job.status.equals("validating")) {
                job.total = lines.findings().isEmpty() ? lines.count() : 0;
                job.findings = lines.findings();
                job.enter(job.findings.isEmpty() ? "in_progress" : "failed");
            }
            return null;
        });
    }

    /**
     * Answers at most that number of lines and ends the batch with that status, or with {@code cancelled} if it is
     * canceled meanwhile.
     */
    void end(BatchJob job, String status, int limit) {
        StoredFile input = store.file(job.inputFileId);
        if (input == null) {
            throw new IllegalStateException("The input file of " + job.id + " was deleted before the batch ended");
        }
        Path output = store.newPath();
        Path errors = store.newPath();
        ResultFiles results = new ResultFiles(quirks, output, errors);
        int[] counts = write(read(input.path()), results, limit);
        store.locked(() -> {
            job.completed = counts[0];
            job.failed = counts[1];
            job.outputFileId = results.hasOutput() ? resultFile(job, "output", output) : null;
            job.errorFileId = results.hasErrors() ? resultFile(job, "error", errors) : null;
            job.enter(job.status.equals("cancelling") ? "cancelled" : status);
            if (job.deleteInput) {
                store.deleteFile(job.inputFileId);
            }
            return null;
        });
    }

    private String resultFile(BatchJob job, String kind, Path content) {
        return store.addFile(job.id + "_" + kind + ".jsonl", "batch", content).id();
    }

    /** Returns the number of completed and of failed lines. */
    private int[] write(RequestLines lines, ResultFiles results, int limit) {
        int[] counts = new int[2];
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < lines.count(); i++) {
            indexes.add(i);
        }
        Collections.shuffle(indexes, order);
        try (RandomAccessFile open = lines.open();
                results) {
            for (int index : indexes.subList(0, Math.min(limit, indexes.size()))) {
                Map<String, Object> line = lines.line(open, index);
                LineAnswer answer = answers.apply(line);
                results.add((String) line.get("custom_id"), answer);
                if (!answer.isNone()) {
                    counts[answer.isFailure() ? 1 : 0]++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return counts;
    }

    private static RequestLines read(Path file) {
        try {
            return RequestLines.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
