package io.github.camelglm4.testing.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The files and batches of the service. The content of files is in a temporary folder. Safe for threads. */
final class BatchStore {

    private final Path folder;
    private final Map<String, StoredFile> files = new LinkedHashMap<>();
    private final Map<String, BatchJob> jobs = new LinkedHashMap<>();

    BatchStore() {
        try {
            folder = Files.createTempDirectory("batch-service");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An empty place for the content of a file. */
    Path newPath() {
        return folder.resolve(UUID.randomUUID().toString());
    }

    synchronized StoredFile addFile(String name, String purpose, Path content) {
        StoredFile file = new StoredFile("20261129_" + UUID.randomUUID(), name, purpose, content, Instant.now());
        files.put(file.id(), file);
        return file;
    }

    /** Null if it does not exist. */
    synchronized StoredFile file(String id) {
        return files.get(id);
    }

    synchronized List<StoredFile> files() {
        return List.copyOf(files.values());
    }

    /** Returns whether it existed. */
    synchronized boolean deleteFile(String id) {
        StoredFile file = files.remove(id);
        if (file == null) {
            return false;
        }
        try {
            Files.deleteIfExists(file.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        notifyAll();
        return true;
    }

    synchronized void addJob(BatchJob job) {
        jobs.put(job.id, job);
        notifyAll();
    }

    /** Null if it does not exist. */
    synchronized BatchJob job(String id) {
        return jobs.get(id);
    }

    /** All batches, the newest first. */
    synchronized List<BatchJob> jobs() {
        List<BatchJob> newestFirst = new ArrayList<>(jobs.values());
        Collections.reverse(newestFirst);
        return newestFirst;
    }

    /** Changes a batch or reads several of its fields. */
    synchronized <T> T locked(Supplier<T> change) {
        T result = change.get();
        notifyAll();
        return result;
    }

    synchronized void await(BooleanSupplier condition, Duration limit, String what) {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                throw new AssertionError("not within " + limit + ": " + what);
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                throw new AssertionError("interrupted: " + what, e);
            }
        }
    }

    void deleteAll() {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Collections.reverseOrder()).forEach(path -> path.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
