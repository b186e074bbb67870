package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.error.StepGuard;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Writes a response to a file, and reads from the socket only as fast as the file is written. A failure is reported
 * when the incomplete file is deleted: then a retry can write it again.
 */
final class FileResponse implements ResponseHandler {

    /** Enough for an error or a page with a success status. */
    private static final int START_BYTES = 65_536;

    private final Attempt<Path> attempt;
    private final Path target;
    private final Consumer<ApiResponse> check;
    private final StepGuard checking = new StepGuard(this::notChecked);
    private final Buffer start = Buffer.buffer();

    private IncomingResponse response;
    private PartFile file;
    private Runnable releaseClient;
    private boolean over;

    FileResponse(Attempt<Path> attempt, Path target, Consumer<ApiResponse> check) {
        this.attempt = attempt;
        this.target = target;
        this.check = check;
    }

    @Override
    public void head(IncomingResponse newResponse) {
        response = newResponse;
        response.pause();
        releaseClient = attempt.holdClient();
        file = new PartFile(attempt.vertx(), target, this::notWritten);
        file.whenRoom(() -> response.onEventLoop(response::resume));
    }

    @Override
    public void data(Buffer piece) {
        int missing = Math.min(START_BYTES - start.length(), piece.length());
        start.appendBuffer(piece, 0, missing);
        file.write(piece);
        if (file.isFull()) {
            response.pause();
        }
    }

    @Override
    public void end() {
        if (!response.isWhole()) {
            lost(new Glm4TruncatedException(
                    "the compressed answer of " + attempt.request().url().authority() + " is incomplete",
                    null,
                    attempt.details(response.status())));
            return;
        }
        ApiResponse begun = attempt.response(response, start.getBytes(), start.length());
        attempt.executor().execute(() -> checking.run(() -> check(begun)));
    }

    @Override
    public void lost(Glm4Exception failure) {
        discard(failure, failure.isRetryable());
    }

    private void check(ApiResponse begun) {
        try {
            check.accept(begun);
        } catch (Glm4Exception e) {
            response.onEventLoop(() -> discard(e, e.isRetryable()));
            return;
        }
        response.onEventLoop(this::complete);
    }

    private void notChecked(Throwable cause) {
        response.onEventLoop(() -> discard(attempt.unreadable(cause), false));
    }

    private void complete() {
        if (!over) {
            file.complete().onFailure(this::notWritten).onSuccess(v -> {
                over = true;
                releaseClient.run();
                attempt.executor().execute(() -> attempt.succeed(target));
            });
        }
    }

    private void notWritten(Throwable cause) {
        response.onEventLoop(() -> {
            discard(LocalFile.unwritable(target, cause, attempt), false);
            response.cancel();
        });
    }

    private void discard(Glm4Exception failure, boolean repeatable) {
        if (!over) {
            over = true;
            file.discard().onComplete(v -> {
                releaseClient.run();
                attempt.fail(failure, repeatable);
            });
        }
    }
}
