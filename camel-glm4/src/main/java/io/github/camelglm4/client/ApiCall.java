package io.github.camelglm4.client;

import io.github.camelglm4.client.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4AuthenticationException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ResponseException;
import io.github.camelglm4.error.Glm4TimeoutException;
import io.vertx.core.Context;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One call: its tries, the delays between them, its place at the gate, its total time. Its state lives on one event
 * loop; the future is completed exactly once, on the executor for continuations. To cancel the future ends the call.
 */
final class ApiCall<T> {

    /** A server that closes every connection at once would otherwise be asked for ever. */
    private static final int MAX_STALE_RESENDS = 3;

    private static final Set<String> TOKEN_REFUSED = Set.of("401", "1000", "1002", "1003", "1004");

    private final Glm4Client client;
    private final Context context;
    private final ApiRequest request;
    private final ReplyDecoder<T> decoder;
    private final ConcurrencyGate gate;
    private final CompletableFuture<T> result = new CompletableFuture<>();

    private int attempts;
    private int retries;
    private int staleResends;
    private boolean renewed;
    private boolean ended;
    private volatile Try current;
    private long totalTimer = -1;
    private long retryTimer = -1;

    ApiCall(Glm4Client client, Context context, ApiRequest request, ReplyDecoder<T> decoder, ConcurrencyGate gate) {
        this.client = client;
        this.context = context;
        this.request = request;
        this.decoder = decoder;
        this.gate = gate;
        // success, failure and cancel from outside all end here
        result.whenComplete((value, failure) -> context.runOnContext(v -> end()));
    }

    CompletableFuture<T> result() {
        return result;
    }

    /** Starts on the caller's thread, because that is the one that waits if it is to wait for room in the queue. */
    void start(WhenFull whenFull) {
        context.runOnContext(v -> armTotalTimer());
        Try first = new Try();
        current = first;
        first.enter(whenFull);
    }

    /** Ends the call from this side. */
    void abort(Glm4Exception failure) {
        context.runOnContext(v -> fail(failure));
    }

    private void armTotalTimer() {
        long millis = request.limits().requestMillis();
        if (millis > 0 && !ended) {
            totalTimer = client.vertx().setTimer(millis, id -> {
                totalTimer = -1;
                fail(new Glm4TimeoutException(
                        "no whole answer from " + request.url().authority() + " within requestTimeout of " + millis
                                + " ms, " + attempts + " requests were sent",
                        null,
                        FailureDetails.afterAttempts(attempts)));
            });
        }
    }

    private void fail(Glm4Exception failure) {
        client.deliver(() -> result.completeExceptionally(failure));
    }

    private void end() {
        if (ended) {
            return;
        }
        ended = true;
        cancelTimer(totalTimer);
        cancelTimer(retryTimer);
        Try last = current;
        if (last != null) {
            last.abandon();
        }
        client.ended(this, request);
    }

    private void cancelTimer(long timer) {
        if (timer >= 0) {
            client.vertx().cancelTimer(timer);
        }
    }

    private void sendAgain() {
        if (ended) {
            return;
        }
        Try next = new Try();
        current = next;
        try {
            next.enter(WhenFull.QUEUE);
        } catch (Glm4Exception e) {
            fail(e);
        }
    }

    private void retryOrFail(Glm4Exception failure, boolean repeatable) {
        if (ended) {
            return;
        }
        if (tokenRefused(failure)) {
            renewed = true;
            sendAgain();
            return;
        }
        OptionalLong delay = repeatable ? nextDelay(failure) : OptionalLong.empty();
        if (delay.isEmpty() || !client.retryBudget().withdraw()) {
            fail(failure);
            return;
        }
        retries++;
        client.retrying(request, retries, delay.getAsLong(), failure);
        retryTimer = client.vertx().setTimer(Math.max(1, delay.getAsLong()), id -> sendAgain());
    }

    private OptionalLong nextDelay(Glm4Exception failure) {
        return request.retries()
                .nextDelay(
                        failure, retries, bound -> ThreadLocalRandom.current().nextLong(bound + 1));
    }

    /** A signed token may have expired on the way, or by a clock that is off: one fresh one is worth a try. */
    private boolean tokenRefused(Glm4Exception failure) {
        boolean refused = failure instanceof Glm4AuthenticationException
                && (failure.getCode() == null
                        ? failure.getStatusCode() == 401
                        : TOKEN_REFUSED.contains(failure.getCode()));
        return refused && !renewed && request.credential().renew();
    }

    /** One request of the call, with the permit it holds. */
    private final class Try implements HttpAttempt.Listener {

        private final ConcurrencyGate.Permit permit = gate == null ? null : gate.permit(this::granted);
        private HttpAttempt attempt;

        void enter(WhenFull whenFull) {
            if (permit == null) {
                granted();
            } else {
                permit.acquire(whenFull, request.limits().requestMillis());
            }
        }

        private void granted() {
            context.runOnContext(v -> send());
        }

        private void send() {
            if (ended) {
                closed();
                return;
            }
            attempts++;
            // taken before the secrets, so that a token which is signed only now is among them
            String authorization = request.credential().authorization();
            WholeReply reply = new WholeReply(
                    request.limits().maxResponseSize(),
                    attempts,
                    client.secrets(request),
                    this::decode,
                    ApiCall.this::retryOrFail);
            attempt = new HttpAttempt(
                    client.vertx(),
                    context,
                    request,
                    client.freshConnections(),
                    attempts,
                    authorization,
                    request.body().apply(retries),
                    reply,
                    this);
            attempt.start();
        }

        /** Decoding may take its time for a large answer: it is done where the route goes on. */
        private void decode(HttpReply reply) {
            client.deliver(() -> {
                try {
                    if (reply.status() < 200 || reply.status() > 299) {
                        throw ErrorReplies.exception(reply);
                    }
                    result.complete(decoder.decode(reply));
                } catch (Glm4Exception e) {
                    boolean nothingLost = e.getText() == null || e.getText().isEmpty();
                    context.runOnContext(v -> retryOrFail(e, e.isRetryable() && nothingLost));
                } catch (RuntimeException | Error e) {
                    FailureDetails details = FailureDetails.afterAttempts(reply.attempt());
                    result.completeExceptionally(
                            new Glm4ResponseException("the answer could not be read: " + e, e, details));
                }
            });
        }

        @Override
        public void failed(Glm4Exception failure, boolean repeatable) {
            retryOrFail(failure, repeatable);
        }

        @Override
        public void stale(Glm4Exception failure) {
            if (staleResends++ < MAX_STALE_RESENDS) {
                attempts--;
                sendAgain();
            } else {
                retryOrFail(failure, true);
            }
        }

        @Override
        public void closed() {
            if (permit != null) {
                permit.release();
            }
        }

        /** Closes the connection, or leaves the queue of the gate. */
        void abandon() {
            if (attempt == null) {
                closed();
            } else {
                attempt.abandon();
            }
        }
    }
}
