package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import java.util.concurrent.CompletableFuture;

/**
 * How a stream ended.
 *
 * @param answer the complete answer, or null
 * @param failure the reason why there is no answer, also if the reader closed the stream; otherwise null
 * @param closed whether the reader closed the stream
 */
record StreamEnd(ChatCompletion answer, Glm4Exception failure, boolean closed) {

    static StreamEnd whole(ChatCompletion answer) {
        return new StreamEnd(answer, null, false);
    }

    static StreamEnd failed(Glm4Exception failure) {
        return new StreamEnd(null, failure, false);
    }

    /** @param cause the failure of a chunk because of which the reader closed the stream, or null */
    static StreamEnd closed(Throwable cause) {
        String message = "the stream was closed before its end";
        Glm4Exception failure = cause == null
                ? new Glm4Exception(message)
                : new Glm4Exception(message + ", because a chunk failed", cause, FailureDetails.NONE);
        return new StreamEnd(null, failure, true);
    }

    /** Returns the exception for a reader that has read everything and wants more. */
    RuntimeException afterLastElement() {
        return failure != null ? failure : new IllegalStateException("the stream was read to its end already");
    }

    void complete(CompletableFuture<ChatCompletion> whole) {
        if (failure != null) {
            whole.completeExceptionally(failure);
        } else {
            whole.complete(answer);
        }
    }
}
