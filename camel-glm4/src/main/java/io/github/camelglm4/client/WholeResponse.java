package io.github.camelglm4.client;

import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.error.StepGuard;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.function.Function;

/** Collects a response up to {@code maxResponseSize}, and creates a result from it. */
public final class WholeResponse<T> implements ResponseHandler {

    private static final int FIRST_SIZE = 2_048;

    private final Attempt<T> attempt;
    private final Function<ApiResponse, T> decoder;
    private final StepGuard decoding = new StepGuard(this::notDecoded);

    private IncomingResponse response;
    private byte[] bytes;
    private int length;

    /**
     * @param decoder as for {@link Glm4Client#call}; runs on the executor of the attempt, because a large response
     *     takes time
     */
    public WholeResponse(Attempt<T> attempt, Function<ApiResponse, T> decoder) {
        this.attempt = attempt;
        this.decoder = decoder;
    }

    @Override
    public void head(IncomingResponse newResponse) {
        response = newResponse;
        bytes = new byte[firstSize()];
    }

    @Override
    public void data(Buffer piece) {
        int maxSize = attempt.limits().maxResponseSize();
        int needed = length + piece.length();
        if (needed < 0 || needed > maxSize) {
            bytes = null;
            attempt.fail(tooLarge(maxSize), false);
            response.cancel();
            return;
        }
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(maxSize, Math.max(needed, 2L * bytes.length)));
        }
        piece.getBytes(0, piece.length(), bytes, length);
        length = needed;
    }

    @Override
    public void end() {
        ApiResponse whole = attempt.response(response, bytes, length);
        attempt.executor().execute(() -> decoding.run(() -> decode(whole)));
    }

    /** For an error response the status is more important than the cut body. */
    @Override
    public void lost(Glm4Exception failure) {
        if (failure instanceof Glm4TruncatedException && isError(response.status())) {
            end();
            return;
        }
        bytes = null;
        attempt.fail(failure, attempt.isIdempotent() && failure.isRetryable());
    }

    private void decode(ApiResponse whole) {
        T result;
        try {
            if (isError(whole.status())) {
                throw whole.error();
            }
            result = decoder.apply(whole);
        } catch (Glm4Exception e) {
            boolean nothingLost = e.getText() == null || e.getText().isEmpty();
            attempt.fail(e, isRetried(whole, e) && nothingLost);
            return;
        }
        attempt.succeed(result);
    }

    private void notDecoded(Throwable cause) {
        attempt.fail(attempt.unreadable(cause), false);
    }

    /** A service such as OpenAI's can decide with a header whether the request is retried. */
    private static boolean isRetried(ApiResponse response, Glm4Exception failure) {
        String said = response.header("X-Should-Retry");
        boolean isSaid =
                isError(response.status()) && said != null && said.strip().matches("(?i)true|false");
        return isSaid ? Boolean.parseBoolean(said.strip()) : failure.isRetryable();
    }

    static boolean isError(int status) {
        return status < 200 || status > 299;
    }

    /** The announced length avoids copies; it may be wrong, so it is used up to a megabyte only. */
    private int firstSize() {
        int maxSize = attempt.limits().maxResponseSize();
        String announced = response.headers().get(HttpHeaders.CONTENT_LENGTH);
        try {
            return Math.min(
                    maxSize, announced == null || announced.length() > 6 ? FIRST_SIZE : Integer.parseInt(announced));
        } catch (NumberFormatException e) {
            return Math.min(maxSize, FIRST_SIZE);
        }
    }

    private Glm4Exception tooLarge(int maxSize) {
        return new Glm4ResponseException(
                "the answer is larger than maxResponseSize of " + maxSize + " bytes",
                null,
                attempt.details(response.status()));
    }
}
