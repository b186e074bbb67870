package io.github.camelglm4.client;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TruncatedException;
import io.github.camelglm4.error.StepGuard;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.concurrent.Executor;

/** Collects an answer up to its size limit, and makes a result of it. */
public final class WholeResponse<T> implements ResponseHandler {

    private static final int FIRST_SIZE = 2_048;

    private final Attempt attempt;
    private final ReplyDecoder<T> decoder;
    private final Executor executor;
    private final Outcome<T> outcome;
    private final StepGuard decoding = new StepGuard(this::notDecoded);

    private int status;
    private MultiMap headers;
    private ResponseFlow flow;
    private byte[] bytes;
    private int length;

    /**
     * @param decoder  makes the result of an answer with a success status
     * @param executor runs it: it may take its time for a large answer, so it runs where the route goes on
     */
    public WholeResponse(Attempt attempt, ReplyDecoder<T> decoder, Executor executor, Outcome<T> outcome) {
        this.attempt = attempt;
        this.decoder = decoder;
        this.executor = executor;
        this.outcome = outcome;
    }

    @Override
    public void head(int newStatus, MultiMap newHeaders, ResponseFlow newFlow) {
        status = newStatus;
        headers = newHeaders;
        flow = newFlow;
        bytes = new byte[firstSize()];
    }

    @Override
    public void data(Buffer piece) {
        int maxSize = attempt.limits().maxResponseSize();
        int needed = length + piece.length();
        if (needed < 0 || needed > maxSize) {
            bytes = null;
            outcome.failure(tooLarge(maxSize), false);
            flow.cancel();
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
        ApiResponse reply = new ApiResponse(
                status,
                headers,
                bytes,
                length,
                attempt.number(),
                attempt.secrets(),
                attempt.asked(),
                attempt.limits().maxResponseSize());
        executor.execute(() -> decoding.run(() -> decode(reply)));
    }

    /** The status of an error says more than that the text of it was cut. */
    @Override
    public void lost(Glm4Exception failure) {
        if (failure instanceof Glm4TruncatedException && isError(status)) {
            end();
            return;
        }
        bytes = null;
        outcome.failure(failure, false);
    }

    private void decode(ApiResponse reply) {
        T result;
        try {
            if (isError(reply.status())) {
                throw ErrorResponses.exception(reply);
            }
            result = decoder.decode(reply);
        } catch (Glm4Exception e) {
            boolean nothingLost = e.getText() == null || e.getText().isEmpty();
            outcome.failure(e, isRetried(reply, e) && nothingLost);
            return;
        }
        outcome.success(result);
    }

    private void notDecoded(Throwable cause) {
        outcome.failure(attempt.unreadable(cause), false);
    }

    /** The service may know better whether the same request can succeed, as OpenAI's does. */
    private static boolean isRetried(ApiResponse reply, Glm4Exception failure) {
        String said = reply.header("X-Should-Retry");
        boolean isSaid = isError(reply.status()) && said != null && said.strip().matches("(?i)true|false");
        return isSaid ? Boolean.parseBoolean(said.strip()) : failure.isRetryable();
    }

    private static boolean isError(int status) {
        return status < 200 || status > 299;
    }

    /** The announced length spares growing; it may be a lie, so it is believed up to a megabyte only. */
    private int firstSize() {
        int maxSize = attempt.limits().maxResponseSize();
        String announced = headers.get(HttpHeaders.CONTENT_LENGTH);
        int size = announced == null || announced.length() > 6 ? -1 : wholeNumber(announced);
        return Math.min(maxSize, size < 0 ? FIRST_SIZE : size);
    }

    /** -1 where it is none. */
    private static int wholeNumber(String digits) {
        int number = digits.isEmpty() ? -1 : 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private Glm4Exception tooLarge(int maxSize) {
        FailureDetails details = new FailureDetails(status, null, null, null, null, attempt.number(), null);
        return new Glm4ResponseException(
                "the answer is larger than maxResponseSize of " + maxSize + " bytes", null, details);
    }
}
