package io.github.camelglm4.vertx;

import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.file.AsyncFile;
import io.vertx.core.file.OpenOptions;
import io.vertx.core.http.HttpHeaders;
import java.io.EOFException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Sends a file between two pieces of bytes. At most two pieces of the file are in memory: the next one is read when the
 * connection has accepted the last one. The file is read on a worker thread of Vert.x. Its size is read once: a file
 * that grows is sent up to that size, and one that shrinks is an error.
 */
public final class FileUpload extends RequestUpload {

    private static final int PIECE_BYTES = 65_536;

    private final Vertx vertx;
    private final byte[] before;
    private final Path file;
    private final byte[] after;
    private AsyncFile open;
    private long size;
    private long position;
    private boolean reading;

    /** @param vertx reads the file */
    public FileUpload(Vertx vertx, byte[] before, Path file, byte[] after) {
        this.vertx = vertx;
        this.before = before;
        this.file = file;
        this.after = after;
    }

    @Override
    protected void begin() {
        String path = file.toAbsolutePath().toString();
        vertx.fileSystem()
                .open(path, new OpenOptions().setCreate(false).setWrite(false))
                .onComplete(guarded(this::opened));
    }

    /** Stops reading, and closes the file. */
    @Override
    public void stop() {
        super.stop();
        close();
    }

    private void opened(AsyncFile newFile) {
        open = newFile;
        if (isSending()) {
            open.size().onComplete(guarded(this::measured));
        } else {
            close();
        }
    }

    private void measured(Long bytes) {
        if (!isSending()) {
            return;
        }
        size = bytes;
        http().putHeader(HttpHeaders.CONTENT_LENGTH, Long.toString(before.length + size + after.length));
        http().drainHandler(v -> owner().run(this::next));
        if (write(Buffer.buffer(before))) {
            next();
        }
    }

    private void next() {
        if (!isSending() || reading) {
            return;
        }
        owner().progressed(false);
        if (position == size) {
            close();
            end(Buffer.buffer(after));
        } else {
            reading = true;
            int length = (int) Math.min(PIECE_BYTES, size - position);
            open.read(Buffer.buffer(length), 0, position, length)
                    .compose(piece -> piece.length() == length ? Future.succeededFuture(piece) : shrunk())
                    .onComplete(guarded(this::read));
        }
    }

    private void read(Buffer piece) {
        reading = false;
        if (isSending()) {
            position += piece.length();
            if (write(piece)) {
                next();
            }
        }
    }

    @Override
    protected void sent() {
        owner().run(() -> owner().progressed(true));
    }

    private Future<Buffer> shrunk() {
        return Future.failedFuture(new EOFException("its size has changed from " + size + " bytes"));
    }

    /** The failure of a step that is no longer needed is not reported. */
    private <T> Handler<AsyncResult<T>> guarded(Consumer<T> step) {
        return result -> owner().run(() -> {
            if (result.succeeded()) {
                step.accept(result.result());
            } else if (isSending()) {
                stop();
                owner().unreadable(result.cause());
            }
        });
    }

    private void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
