package io.github.camelglm4.client;

import io.github.camelglm4.client.gate.ConcurrencyGate;
import io.github.camelglm4.client.gate.ConcurrencyGates;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.vertx.ClientConnections;
import io.github.camelglm4.vertx.EventLoops;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the service and makes results of its responses, with retries, limits and a gate, and without a
 * thread that waits. Knows neither Camel nor what a chat is. Thread-safe; its maker closes it.
 */
public final class Glm4Client implements Timers {

    private static final Logger LOG = LoggerFactory.getLogger(Glm4Client.class);

    private final Vertx vertx;
    private final Executor continuations;
    private final LongAdder begun = new LongAdder();
    private final RetryBudget retryBudget = new RetryBudget(begun::sum);
    private final ConcurrencyGates gates = new ConcurrencyGates();
    private final Map<HttpSettings, HttpClient> pools = new ConcurrentHashMap<>();
    private final EventLoops eventLoops;
    private final ClientConnections connections = new ClientConnections();
    private final Set<ApiCall<?>> calls = ConcurrentHashMap.newKeySet();
    private final Set<Consumer<Glm4Exception>> onClose = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * @param vertx not closed with the client
     * @param continuations decodes responses and completes results; never an event loop
     */
    public Glm4Client(Vertx vertx, Executor continuations) {
        this.vertx = vertx;
        this.continuations = continuations;
        this.eventLoops = new EventLoops(vertx);
    }

    /**
     * A call, not started yet, whose result is made of its whole response; otherwise as {@link #streamedCall}.
     *
     * @param decoder makes the result of a response with a success status, on the executor for continuations. It throws
     *     a {@link Glm4Exception} when the response is an error, or not understood; if that is retryable and nothing of
     *     an answer had arrived, the request is sent again
     */
    public <T> ApiCall<T> call(ApiRequest request, Function<ApiResponse, T> decoder, CompletableFuture<T> result) {
        return streamedCall(request, attempt -> new WholeResponse<>(attempt, decoder), result);
    }

    /**
     * A call, not started yet, whose response is handled piece by piece.
     *
     * @param handlers makes the handler of each attempt
     * @param result completed exactly once on the executor for continuations, exceptionally with a
     *     {@link Glm4Exception}. What depends on it is best attached before the call starts: then it never runs on the
     *     caller's thread, however soon the response comes. To cancel it closes the connection
     */
    public <T> ApiCall<T> streamedCall(
            ApiRequest request, Function<Attempt<T>, ResponseHandler> handlers, CompletableFuture<T> result) {
        return new ApiCall<>(this, eventLoops.ofCaller(), request, handlers, result);
    }

    /** Where results are completed and routes go on; never an event loop. */
    public Executor continuations() {
        return continuations;
    }

    @Override
    public Runnable after(long millis, Runnable action) {
        long timer = vertx.setTimer(Math.max(1, millis), id -> action.run());
        return () -> vertx.cancelTimer(timer);
    }

    /**
     * For what goes on between two calls.
     *
     * @param action called with the reason when the client is closed; at once if it is closed already
     * @return takes that back; the client is not closed completely before
     */
    public Runnable onClose(Consumer<Glm4Exception> action) {
        onClose.add(action);
        if (closed) {
            action.accept(Glm4ConnectionException.stopped());
        }
        return () -> {
            onClose.remove(action);
            drainedSoon();
        };
    }

    /** The gates, for endpoints that hold theirs while they are started. */
    public ConcurrencyGates gates() {
        return gates;
    }

    /** The pool of connections made with those settings; the client closes it. */
    @SuppressWarnings("deprecation") // its successor is in Vert.x 5 only
    public HttpClient pool(HttpSettings settings) {
        return pools.computeIfAbsent(settings, s -> {
            HttpClient pool = vertx.createHttpClient(s.options());
            pool.connectionHandler(connections::opened);
            return pool;
        });
    }

    /** Connections that are open now, idle ones included. */
    public int connections() {
        return connections.open();
    }

    /** Calls that have not ended yet. */
    public int inFlight() {
        return calls.size();
    }

    /**
     * Ends all calls with a {@link Glm4ConnectionException}, then closes the connections.
     *
     * @return completed when the end of every call was handed to the executor for continuations, which is needed until
     *     then
     */
    public CompletableFuture<Void> close() {
        closed = true;
        gates.close();
        for (ApiCall<?> call : calls) {
            call.abort(Glm4ConnectionException.stopped());
        }
        onClose.forEach(action -> action.accept(Glm4ConnectionException.stopped()));
        completeIfDrained();
        return drained.whenComplete((nothing, failure) -> {
            pools.values().forEach(HttpClient::close);
            pools.clear();
        });
    }

    Vertx vertx() {
        return vertx;
    }

    RetryBudget retryBudget() {
        return retryBudget;
    }

    /** @return the gate that a call with that request passes, or null for none; {@link #ended} gives it back */
    ConcurrencyGate gate(ApiRequest request) {
        ApiRequest.Admission admission = request.admission();
        return admission == null ? null : gates.hold(admission.key(), admission.maxConcurrent(), admission.maxQueued());
    }

    /** Takes a call in, so that it ends with the client. */
    void began(ApiCall<?> call) {
        calls.add(call);
        if (closed) {
            throw Glm4ConnectionException.stopped();
        }
        begun.increment();
    }

    void ended(ApiCall<?> call, ApiRequest request) {
        calls.remove(call);
        if (request.admission() != null) {
            gates.drop(request.admission().key());
        }
        drainedSoon();
    }

    private void drainedSoon() {
        if (closed) {
            // in the next turn of the event loop: in this one the end of a call is reported
            vertx.runOnContext(v -> completeIfDrained());
        }
    }

    private void completeIfDrained() {
        if (calls.isEmpty() && onClose.isEmpty()) {
            drained.complete(null);
        }
    }

    void retrying(ApiRequest request, int retry, long delayMillis, Glm4Exception failure) {
        LOG.debug("Retry {} of {} in {} ms after: {}", retry, request, delayMillis, failure.getMessage());
    }
}
