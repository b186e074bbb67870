package io.github.camelglm4.client;

import io.github.camelglm4.client.ConcurrencyGate.WhenFull;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends requests to the service and makes results of its answers, with retries, limits and a gate, and without a thread
 * that waits. Knows neither Camel nor what a chat is. Thread-safe; whoever made it closes it.
 */
public final class Glm4Client implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Glm4Client.class);

    private final Vertx vertx;
    private final Executor continuations;
    private final RetryBudget retryBudget = new RetryBudget();
    private final ConcurrencyGates gates = new ConcurrencyGates();
    private final HttpPools pools;
    private final FreshConnections freshConnections = new FreshConnections();
    private final Set<ApiCall<?>> calls = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * @param vertx         not closed with the client
     * @param continuations decodes answers and completes results; never an event loop
     */
    public Glm4Client(Vertx vertx, Executor continuations) {
        this.vertx = vertx;
        this.continuations = continuations;
        this.pools = new HttpPools(vertx, freshConnections);
    }

    /**
     * Sends a request.
     *
     * @return completed exactly once on the executor for continuations, exceptionally with a {@link Glm4Exception};
     *         to cancel it closes the connection
     * @throws Glm4Exception when the call is refused before anything is sent: the queue is full, the client is closed
     */
    public <T> CompletableFuture<T> send(ApiRequest request, ReplyDecoder<T> decoder) {
        if (closed) {
            throw stopped();
        }
        retryBudget.deposit();
        ApiRequest.Admission admission = request.admission();
        ConcurrencyGate gate = admission == null
                ? null
                : gates.hold(admission.key(), admission.maxConcurrent(), admission.maxQueued());
        ApiCall<T> call = new ApiCall<>(this, eventLoop(), request, decoder, gate);
        start(call, admission != null && admission.blockWhenFull());
        return call.result();
    }

    /** The gates, for endpoints that hold theirs while they are started. */
    public ConcurrencyGates gates() {
        return gates;
    }

    /** The pool of connections made with those settings; the client closes it. */
    public HttpClient pool(HttpSettings settings) {
        return pools.pool(settings);
    }

    /** Calls that have not ended yet. */
    public int inFlight() {
        return calls.size();
    }

    /** Ends all calls with a {@link Glm4ConnectionException} and closes the connections. Does not wait. */
    @Override
    public void close() {
        closed = true;
        gates.close();
        for (ApiCall<?> call : calls) {
            call.abort(stopped());
        }
        pools.close();
    }

    Vertx vertx() {
        return vertx;
    }

    RetryBudget retryBudget() {
        return retryBudget;
    }

    FreshConnections freshConnections() {
        return freshConnections;
    }

    void deliver(Runnable continuation) {
        continuations.execute(continuation);
    }

    void ended(ApiCall<?> call, ApiRequest request) {
        calls.remove(call);
        if (request.admission() != null) {
            gates.drop(request.admission().key());
        }
    }

    void retrying(ApiRequest request, int retry, long delayMillis, Glm4Exception failure) {
        LOG.debug("Retry {} of {} in {} ms after: {}", retry, request, delayMillis, failure.getMessage());
    }

    Secrets secrets(ApiRequest request) {
        List<String> secrets = new ArrayList<>(request.credential().secrets());
        secrets.addAll(request.secrets());
        return new Secrets(secrets);
    }

    private void start(ApiCall<?> call, boolean mayBlock) {
        calls.add(call);
        try {
            // an event loop must not wait, whatever the option says
            boolean block = mayBlock && !Context.isOnEventLoopThread();
            call.start(block ? WhenFull.BLOCK : WhenFull.REFUSE);
        } catch (RuntimeException e) {
            call.result().completeExceptionally(e);
            throw e;
        }
        if (closed) {
            call.abort(stopped());
        }
    }

    /** The caller's event loop stays its own from call to call, so that its connections need no hand-over. */
    private Context eventLoop() {
        Context context = vertx.getOrCreateContext();
        return context.isEventLoopContext() ? context : pools.anyEventLoop();
    }

    private static Glm4ConnectionException stopped() {
        return new Glm4ConnectionException("the component was stopped");
    }
}
