package io.github.camelglm4.examples.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder {@code run}, which contains the files of one run: the one in progress, else the last one. */
final class RunFolder implements Closeable {
    private final Path path;
    private final FileChannel lock;

    private RunFolder(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /** @throws IOException if another run uses the folder, or it cannot be written; the message says which */
    static RunFolder lock(Path target) throws IOException {
        FileChannel channel =
                FileChannel.open(target.resolve("run.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException("another run uses " + target.resolve("run"));
        }
        return new RunFolder(target.resolve("run"), channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    /** Writes or copies the texts. If they can be used, deletes the files of the run before. */
    Input prepare(Options options) throws IOException {
        Path texts = path.resolveSibling("texts.csv");
        if (options.input() == null) {
            Texts.write(texts, options.records(), options.seed());
        } else {
            // it may be a file of the run before
            Files.copy(options.input(), texts, StandardCopyOption.REPLACE_EXISTING);
        }
        Input input = Input.of(texts);
        empty();
        return new Input(Files.move(texts, path.resolve("texts.csv")), input.records());
    }

    private void empty() throws IOException {
        if (Files.exists(path)) {
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        Files.createDirectories(path);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
