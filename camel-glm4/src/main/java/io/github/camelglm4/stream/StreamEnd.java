package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * How one stream ends, once: whole, with a failure, or closed by its reader. The state is guarded by the lock of the pipe; who
 * waits for the whole answer is told outside of it.
 */
final class StreamEnd {

    private final CompletableFuture<ChatCompletion> whole = new CompletableFuture<>();
    private final Executor executor;
    private ChatCompletion answer;
    private boolean closed;
    private Glm4Exception failure;
    private volatile boolean reached;
    private volatile boolean told;

    /** @param executor completes the future of the whole answer; never an event loop */
    StreamEnd(Executor executor) {
        this.executor = executor;
    }

    void whole(ChatCompletion completion) {
        answer = completion;
        reached = true;
    }

    void failed(Glm4Exception cause) {
        failure = cause;
        reached = true;
    }

    /** @param cause why the reader gave up, where a chunk failed; or null */
    void closed(Throwable cause) {
        String message = "the stream was closed before its end";
        failure = cause == null
                ? new Glm4Exception(message)
                : new Glm4Exception(message + ", because a chunk failed", cause, FailureDetails.NONE);
        closed = true;
        reached = true;
    }

    boolean isReached() {
        return reached;
    }

    boolean isClosed() {
        return closed;
    }

    /** To have been closed is a failure too; null for none, or before the end. */
    Glm4Exception failure() {
        return failure;
    }

    /** For a reader that has read everything and asks for more. */
    void throwIfReached() {
        if (failure != null) {
            throw failure;
        }
        if (reached) {
            throw new IllegalStateException("the stream was read to its end already");
        }
    }

    CompletableFuture<ChatCompletion> future() {
        return whole;
    }

    /** Tells who waits for the whole answer, once the end is reached. To call it again changes nothing, unless it failed. */
    void tell() {
        if (told || !reached) {
            return;
        }
        if (failure != null) {
            executor.execute(() -> whole.completeExceptionally(failure));
        } else {
            executor.execute(() -> whole.complete(answer));
        }
        told = true;
    }
}
