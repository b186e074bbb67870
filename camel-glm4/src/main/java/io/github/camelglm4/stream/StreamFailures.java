package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatCompletionChunk;
import io.github.camelglm4.client.ApiResponse;
import io.github.camelglm4.client.Attempt;
import io.github.camelglm4.client.IncomingResponse;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.JsonTooLargeException;
import io.github.camelglm4.sse.SseTooLargeException;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Creates the failures of one streamed answer. Each has the known details of the answer: its status, its request id and
 * the received text.
 */
final class StreamFailures {

    private final Attempt<?> attempt;
    private final Supplier<String> text;
    private IncomingResponse response;
    private String requestId;

    /** @param text returns the received text */
    StreamFailures(Attempt<?> attempt, Supplier<String> text) {
        this.attempt = attempt;
        this.text = text;
    }

    void head(IncomingResponse newResponse) {
        response = newResponse;
        requestId = head().serverRequestId();
    }

    /** Reads the request id from a chunk if the head has none. */
    void chunk(ChatCompletionChunk chunk) {
        if (requestId == null) {
            requestId = attempt.secrets().showName(Fields.text(chunk.others(), "request_id"));
        }
    }

    /** Returns the service's request id, or null if it was not received yet. */
    String requestId() {
        return requestId;
    }

    FailureDetails details() {
        return new FailureDetails(response.status(), requestId, attempt.number()).withText(text.get());
    }

    /** Returns the failure that the service reports instead of a chunk. */
    Glm4Exception reported(Map<String, Object> error) {
        return head().error(error, text.get());
    }

    Glm4ResponseException withoutContent() {
        return response(
                "received more than maxResponseSize of " + attempt.limits().maxResponseSize()
                        + " bytes without a piece of the answer",
                null);
    }

    Glm4ResponseException tooLarge(SseTooLargeException cause) {
        return response("an event of the stream is larger than maxResponseSize of " + cause.limit() + " bytes", cause);
    }

    Glm4ResponseException tooMuchMemory(JsonTooLargeException cause) {
        return response(
                "an event of the stream takes more memory than maxResponseSize of " + cause.limit() + " bytes allows: "
                        + cause.getMessage(),
                cause);
    }

    Glm4ResponseException notJson(IOException cause) {
        return response("an event of the stream is not a JSON object: " + cause.getMessage(), cause);
    }

    /** Returns the failure of a stream whose reading threw an exception: a part may be missing. */
    Glm4ResponseException unreadable(Throwable cause) {
        Glm4ResponseException failure = attempt.unreadable(cause);
        try {
            return response(failure.getMessage(), failure.getCause());
        } catch (OutOfMemoryError tooMuchText) {
            return failure;
        }
    }

    Glm4TruncatedException truncated() {
        return new Glm4TruncatedException("the stream ended with neither a finish reason nor [DONE]", null, details());
    }

    /** Adds the received text to a failure. */
    Glm4Exception withText(Glm4Exception failure) {
        if (failure instanceof Glm4TruncatedException) {
            return new Glm4TruncatedException(failure.getMessage(), failure.getCause(), details());
        }
        if (failure instanceof Glm4TimeoutException) {
            return new Glm4TimeoutException(failure.getMessage(), failure.getCause(), details());
        }
        if (failure instanceof Glm4ResponseException) {
            return response(failure.getMessage(), failure.getCause());
        }
        return failure instanceof Glm4ConnectionException
                ? new Glm4ConnectionException(failure.getMessage(), failure.getCause(), details())
                : failure;
    }

    private Glm4ResponseException response(String message, Throwable cause) {
        return new Glm4ResponseException(message, cause, details());
    }

    private ApiResponse head() {
        return attempt.response(response, new byte[0], 0);
    }
}
