package io.github.camelglm4.client;

import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Collects an answer up to its size limit. */
final class WholeReply implements ReplyHandler {

    private static final int FIRST_SIZE = 2_048;

    private final int maxSize;
    private final int attempt;
    private final Secrets secrets;
    private final Consumer<HttpReply> whole;
    private final BiConsumer<Glm4Exception, Boolean> failed;

    private int status;
    private MultiMap headers;
    private ReplyFlow flow;
    private byte[] bytes;
    private int length;

    /**
     * @param whole  called with the complete answer
     * @param failed called when there is none; the flag says whether the request may be sent again
     */
    WholeReply(
            int maxSize,
            int attempt,
            Secrets secrets,
            Consumer<HttpReply> whole,
            BiConsumer<Glm4Exception, Boolean> failed) {
        this.maxSize = maxSize;
        this.attempt = attempt;
        this.secrets = secrets;
        this.whole = whole;
        this.failed = failed;
    }

    @Override
    public void head(int newStatus, MultiMap newHeaders, ReplyFlow newFlow) {
        status = newStatus;
        headers = newHeaders;
        flow = newFlow;
        bytes = new byte[firstSize()];
    }

    @Override
    public void data(Buffer piece) {
        int needed = length + piece.length();
        if (needed < 0 || needed > maxSize) {
            flow.cancel();
            failed.accept(tooLarge(), false);
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
        whole.accept(new HttpReply(status, headers, bytes, length, attempt, secrets));
    }

    @Override
    public void lost(Glm4Exception failure) {
        failed.accept(failure, false);
    }

    /** The announced length spares growing; it may be a lie, so it is not believed beyond a usual answer's size. */
    private int firstSize() {
        String announced = headers.get(HttpHeaders.CONTENT_LENGTH);
        if (announced != null && announced.length() <= 6 && announced.chars().allMatch(Character::isDigit)) {
            return Math.min(maxSize, Integer.parseInt(announced));
        }
        return Math.min(maxSize, FIRST_SIZE);
    }

    private Glm4Exception tooLarge() {
        FailureDetails details = new FailureDetails(status, null, null, null, null, attempt, null);
        return new Glm4ResponseException(
                "the answer is larger than maxResponseSize of " + maxSize + " bytes", null, details);
    }
}
