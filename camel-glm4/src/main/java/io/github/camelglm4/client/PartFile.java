package io.github.camelglm4.client;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.CopyOptions;
import io.vertx.core.file.FileSystem;
import io.vertx.core.file.OpenOptions;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file that is written piece by piece, and has its name only when it is complete. Until then {@code .part} follows
 * the name. Written on a worker thread of Vert.x; to be used on one event loop.
 */
final class PartFile {

    private static final Logger LOG = LoggerFactory.getLogger(PartFile.class);

    private final FileSystem files;
    private final String target;
    private final String part;
    private final Consumer<Throwable> failed;
    private final Future<AsyncFile> opened;
    private final Queue<Buffer> early = new ArrayDeque<>();
    private AsyncFile open;
    private Future<Void> closed;
    private Throwable failure;

    /**
     * Opens the file. An existing part is overwritten: an earlier process may have been killed.
     *
     * @param failed called once if the file cannot be written; {@link #discard} must follow
     */
    PartFile(Vertx vertx, Path target, Consumer<Throwable> failed) {
        this.files = vertx.fileSystem();
        this.target = target.toAbsolutePath().toString();
        this.part = this.target + ".part";
        this.failed = failed;
        this.opened =
                files.open(part, new OpenOptions().setRead(false).setWrite(true).setTruncateExisting(true));
        opened.onFailure(this::fail).onSuccess(this::writeEarly);
    }

    /** Writes a piece, which must not change after that. */
    void write(Buffer piece) {
        if (open == null) {
            early.add(piece);
        } else {
            open.write(piece).onFailure(this::fail);
        }
    }

    /** Returns whether the writer should wait for {@link #whenRoom}. */
    boolean isFull() {
        return open == null || open.writeQueueFull();
    }

    /** Sets an action for when the file has room, for the first time and each time after it was full. */
    void whenRoom(Runnable action) {
        opened.onSuccess(file -> {
            file.drainHandler(v -> action.run());
            action.run();
        });
    }

    /** Gives the complete file its name. Fails if any piece could not be written; {@link #discard} must follow. */
    Future<Void> complete() {
        return close().compose(v -> failure == null ? Future.succeededFuture() : Future.failedFuture(failure))
                .compose(v -> files.move(
                        part, target, new CopyOptions().setReplaceExisting(true).setAtomicMove(true)));
    }

    /** Closes the file, if it is open, and deletes it. Never fails. */
    Future<Void> discard() {
        return close().transform(v -> opened.failed() ? Future.succeededFuture() : files.delete(part))
                .otherwise(notDeleted -> {
                    LOG.warn("The incomplete file {} could not be deleted: {}", part, notDeleted.toString());
                    return null;
                });
    }

    /** Completes when all pieces are written. */
    private Future<Void> close() {
        if (closed == null) {
            closed = opened.compose(AsyncFile::close);
        }
        return closed;
    }

    private void writeEarly(AsyncFile file) {
        open = file;
        while (!early.isEmpty()) {
            write(early.remove());
        }
    }

    private void fail(Throwable cause) {
        if (failure == null) {
            failure = cause;
            failed.accept(cause);
        }
    }
}
