package io.github.camelglm4.client;

import io.github.camelglm4.client.gate.ConcurrencyGate;
import io.github.camelglm4.client.gate.ConcurrencyGates;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.StepGuard;
import io.github.camelglm4.vertx.ClientConnections;
import io.github.camelglm4.vertx.EventLoops;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.nio.file.Path;
import java.util.List;
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
 * Sends requests to the service and creates results from its responses, with retries, limits and a gate, and without
 * blocking a thread. Does not depend on Camel or on chat completions. Thread-safe; its creator closes it.
 */
public final class Glm4Client implements Timers {

    private static final Logger LOG = LoggerFactory.getLogger(Glm4Client.class);

    private static final Runnable NOTHING = () -> {};

    private final Vertx vertx;
    private final Executor continuations;
    private final LongAdder begun = new LongAdder();
    private final RetryBudget retryBudget = new RetryBudget(begun::sum);
    private final ConcurrencyGates gates = new ConcurrencyGates();
    private final Map<HttpSettings, List<HttpClient>> pools = new ConcurrentHashMap<>();
    private final EventLoops eventLoops;
    private final ClientConnections connections = new ClientConnections();
    private final Set<ApiCall<?>> calls = ConcurrentHashMap.newKeySet();
    private final Set<Consumer<Glm4Exception>> onClose = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile boolean closed;

    /**
     * @param vertx not closed with the client
     * @param continuations decodes responses and completes results; never runs on an event loop
     */
    public Glm4Client(Vertx vertx, Executor continuations) {
        this.vertx = vertx;
        this.continuations = continuations;
        this.eventLoops = new EventLoops(vertx, cause -> new StepGuard(this::eventLoopFailed).failed(cause));
    }

    /**
     * Creates a call, not started yet, whose result is created from its complete response; otherwise as
     * {@link #streamedCall}.
     *
     * @param decoder creates the result of a success response, on the executor for continuations. Throws a
     *     {@link Glm4Exception} if the response is an error or cannot be understood; the request is retried if that is
     *     retryable and no part of an answer was received
     */
    public <T> ApiCall<T> call(ApiRequest request, Function<ApiResponse, T> decoder, CompletableFuture<T> result) {
        return streamedCall(request, attempt -> new WholeResponse<>(attempt, decoder), result);
    }

    /**
     * Creates a call, not started yet, whose response is handled piece by piece.
     *
     * @param handlers creates the handler of each attempt
     * @param result completed exactly once on the executor for continuations, exceptionally with a
     *     {@link Glm4Exception}. Attach dependent stages before the call starts, so that they never run on the caller's
     *     thread. Canceling it closes the connection
     */
    public <T> ApiCall<T> streamedCall(
            ApiRequest request, Function<Attempt<T>, ResponseHandler> handlers, CompletableFuture<T> result) {
        return new ApiCall<>(this, eventLoops.ofCaller(), request, handlers, result);
    }

    /**
     * Creates a call, not started yet, whose response becomes a file of any size; otherwise as {@link #streamedCall}.
     * An error response is an exception, and so is a response that is cut off, which is retried.
     *
     * @param target the file, created or replaced when the response is complete; until then, and in a folder that
     *     exists, a file of the same name with {@code .part} at its end, which no failure leaves behind. For one call
     *     at a time
     * @param check gets the success response with the first 64 KiB of its body, on the executor for continuations;
     *     throws a {@link Glm4Exception} if it is not the file
     */
    public ApiCall<Path> download(
            ApiRequest request, Path target, Consumer<ApiResponse> check, CompletableFuture<Path> result) {
        return streamedCall(request, attempt -> new Download(attempt, target, check), result);
    }

    /** Returns the executor that completes results and continues routes; never an event loop. */
    public Executor continuations() {
        return continuations;
    }

    @Override
    public Runnable after(long millis, Runnable action) {
        long timer = vertx.setTimer(Math.max(1, millis), id -> action.run());
        return () -> vertx.cancelTimer(timer);
    }

    /**
     * Registers an action for work that continues between two calls.
     *
     * @param action called with the reason when the client is closed; immediately if it is already closed
     * @return removes the action; the client is not completely closed before
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

    /** Returns the gates, for endpoints that hold one while they are started. */
    public ConcurrencyGates gates() {
        return gates;
    }

    /** Returns the connection pools for these settings, one for each event loop; the client closes them. */
    public List<HttpClient> pools(HttpSettings settings) {
        return pools.computeIfAbsent(settings, s -> eventLoops.httpClients(s.options(), connections::opened));
    }

    /** Returns the connection pool for a request on this event loop. */
    HttpClient pool(ApiRequest request, Context context) {
        return eventLoops.httpClient(request.http(), context);
    }

    /** Returns the number of open connections, including idle ones. */
    public int connections() {
        return connections.open();
    }

    /** Returns the number of calls that have not ended. */
    public int inFlight() {
        return calls.size();
    }

    /**
     * Ends all calls with a {@link Glm4ConnectionException}, then closes the connections.
     *
     * @return completed when the end of every call was passed to the executor for continuations, which must run until
     *     then
     */
    public CompletableFuture<Void> close() {
        closed = true;
        eventLoops.close();
        gates.close();
        for (ApiCall<?> call : calls) {
            call.abort(Glm4ConnectionException.stopped());
        }
        onClose.forEach(action -> action.accept(Glm4ConnectionException.stopped()));
        completeIfDrained();
        return drained.whenComplete((nothing, failure) -> {
            pools.values().forEach(ofEventLoops -> ofEventLoops.forEach(HttpClient::close));
            pools.clear();
        });
    }

    /** The calls on that event loop fail: their timeouts can no longer do that. */
    private void eventLoopFailed(Throwable cause) {
        for (ApiCall<?> call : calls) {
            // fails if it was on that event loop
            call.onEventLoop(NOTHING);
        }
        LOG.error("An event loop of Vert.x was terminated; restart the application", cause);
    }

    Vertx vertx() {
        return vertx;
    }

    RetryBudget retryBudget() {
        return retryBudget;
    }

    /** @return the gate of a call with this request, or null for none; {@link #ended} releases it */
    ConcurrencyGate gate(ApiRequest request) {
        ApiRequest.Admission admission = request.admission();
        return admission == null ? null : gates.hold(admission.key(), admission.maxConcurrent(), admission.maxQueued());
    }

    /** Registers a call, so that it ends with the client. */
    void began(ApiCall<?> call, Context context) {
        eventLoops.began(context);
        calls.add(call);
        if (closed) {
            throw Glm4ConnectionException.stopped();
        }
        begun.increment();
    }

    void ended(ApiCall<?> call, Context context, ApiRequest request) {
        eventLoops.ended(context);
        calls.remove(call);
        if (request.admission() != null) {
            gates.drop(request.admission().key());
        }
        drainedSoon();
    }

    private void drainedSoon() {
        if (closed) {
            // in the next iteration of the event loop: this one still reports the end of a call
            eventLoops.ofCaller().runOnContext(v -> completeIfDrained());
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
