package io.github.camelglm4.examples.offline.batch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/** Files in a temporary folder, which is deleted at the end. Thread-safe. */
final class FileStore implements AutoCloseable {
    /** The limit of the hosted service. */
    static final int MAX_FILES = 1_000;

    /** Of all files, in bytes. */
    static final long MAX_BYTES = 2L * 1024 * 1024 * 1024;

    private final Path folder;
    private final Map<String, StoredFile> files = new LinkedHashMap<>();

    FileStore() {
        try {
            folder = Files.createTempDirectory("offline-model-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder for content that is not a file yet. */
    Path folder() {
        return folder;
    }

    Path newPath() {
        return folder.resolve(UUID.randomUUID().toString());
    }

    /**
     * Adds a file.
     *
     * @param content a path in the folder
     * @throws IllegalStateException if a limit is reached; the content is deleted then
     */
    synchronized StoredFile add(String name, Path content) {
        StoredFile file = new StoredFile("file_" + UUID.randomUUID(), name, size(content), Instant.now(), content);
        long total = files.values().stream().mapToLong(StoredFile::bytes).sum() + file.bytes();
        if (files.size() == MAX_FILES || total > MAX_BYTES) {
            discard(content);
            throw new IllegalStateException("The offline model stores at most " + MAX_FILES + " files and "
                    + MAX_BYTES / 1024 / 1024 + " MB. Delete some of its files.");
        }
        files.put(file.id(), file);
        return file;
    }

    /** Null if it does not exist. */
    synchronized StoredFile find(String id) {
        return files.get(id);
    }

    /** The oldest first. */
    synchronized List<StoredFile> all() {
        return List.copyOf(files.values());
    }

    /** Returns whether it existed. */
    synchronized boolean delete(String id) {
        StoredFile file = files.remove(id);
        if (file != null) {
            discard(file.path());
        }
        return file != null;
    }

    /** Deletes content that is not a file. */
    static void discard(Path content) {
        try {
            Files.deleteIfExists(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path content) {
        try {
            return Files.size(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void close() {
        files.clear();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(FileStore::discard);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
