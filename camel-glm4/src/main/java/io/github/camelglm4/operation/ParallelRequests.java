package io.github.camelglm4.operation;

import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.stream.SerialTask;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * Sends the requests of one exchange, a limited number of them at a time, and collects their answers. The next request
 * is created when one is answered, so only those that run are in memory. The first requests are created and sent on the
 * thread that starts; from then on, everything happens on the executor, one step after the other.
 *
 * @param <A> the answer to one request
 */
final class ParallelRequests<A> {

    /** Sends requests. */
    @FunctionalInterface
    interface Sender<A> {

        /**
         * Sends a request. Throws nothing after that.
         *
         * @param first whether it is the first request of the exchange
         * @param reply completed on the executor; canceling it cancels the request
         */
        void send(OperationRequest<A> request, boolean first, CompletableFuture<OperationReply<A>> reply);
    }

    /** A request that was answered or failed; one of reply and failure is null. */
    private record Ended<A>(int place, OperationReply<A> reply, Throwable failure) {}

    private static final int NO_PLACE = -1;

    private final ExchangeRequests<A> requests;
    private final int parallel;
    private final Sender<A> sender;
    private final CompletableFuture<List<OperationReply<A>>> result;
    private final SerialTask step;
    private final Queue<Ended<A>> ended = new ConcurrentLinkedQueue<>();

    // of the starting thread, and then of the steps
    private final List<OperationReply<A>> replies = new ArrayList<>();
    private final Map<Integer, CompletableFuture<OperationReply<A>>> open = new HashMap<>();
    private boolean allCreated;

    /**
     * @param parallel number of requests at a time
     * @param executor never an event loop
     * @param result completed on the executor with the replies in the order of the requests, or with the first failure
     */
    ParallelRequests(
            ExchangeRequests<A> requests,
            int parallel,
            Sender<A> sender,
            Executor executor,
            CompletableFuture<List<OperationReply<A>>> result) {
        this.requests = requests;
        this.parallel = parallel;
        this.sender = sender;
        this.result = result;
        step = new SerialTask(this::step, executor);
    }

    /**
     * Creates the first requests, then sends them.
     *
     * @throws RuntimeException if one of them cannot be created: then nothing is sent, and there is no result
     */
    void start() {
        List<OperationRequest<A>> first = new ArrayList<>();
        while (first.size() < parallel && !allCreated) {
            create(first);
        }
        List<CompletableFuture<OperationReply<A>>> futures = new ArrayList<>();
        for (int place = 0; place < first.size(); place++) {
            futures.add(opened(place));
        }
        // from the first request on, steps change the state
        for (int place = 0; place < first.size(); place++) {
            if (futures.stream().anyMatch(CompletableFuture::isCompletedExceptionally)) {
                return;
            }
            send(first.get(place), place, futures.get(place));
        }
        if (first.isEmpty()) {
            // no answer will cause a step
            step.request();
        }
    }

    /** Fails the result, if there is none yet, and cancels all requests. On any thread, after the start. */
    void cancel(Throwable reason) {
        ended.add(new Ended<>(NO_PLACE, null, reason));
        step.request();
    }

    private void create(List<OperationRequest<A>> created) {
        OperationRequest<A> next = requests.next();
        if (next == null) {
            allCreated = true;
        } else {
            created.add(next);
            replies.add(null);
        }
    }

    private CompletableFuture<OperationReply<A>> opened(int place) {
        CompletableFuture<OperationReply<A>> reply = new CompletableFuture<>();
        reply.whenComplete((answer, failure) -> {
            ended.add(new Ended<>(place, answer, failure));
            step.request();
        });
        open.put(place, reply);
        return reply;
    }

    private void send(OperationRequest<A> request, int place, CompletableFuture<OperationReply<A>> reply) {
        try {
            sender.send(request, place == 0, reply);
        } catch (RuntimeException | Error e) {
            reply.completeExceptionally(e);
        }
    }

    private void step() {
        try {
            for (Ended<A> next = ended.poll(); next != null && !result.isDone(); next = ended.poll()) {
                collect(next);
            }
            while (!result.isDone() && !allCreated && open.size() < parallel) {
                sendNext();
            }
            if (!result.isDone() && open.isEmpty()) {
                result.complete(replies);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void collect(Ended<A> next) {
        open.remove(next.place);
        if (next.failure == null) {
            replies.set(next.place, next.reply);
        } else {
            fail(AsyncFailure.cause(next.failure));
        }
    }

    private void sendNext() {
        List<OperationRequest<A>> created = new ArrayList<>(1);
        create(created);
        if (!created.isEmpty()) {
            int place = replies.size() - 1;
            send(created.get(0), place, opened(place));
        }
    }

    /** The answers to the requests that run are no longer needed. */
    private void fail(Throwable failure) {
        List.copyOf(open.values()).forEach(reply -> reply.cancel(true));
        result.completeExceptionally(failure);
    }
}
