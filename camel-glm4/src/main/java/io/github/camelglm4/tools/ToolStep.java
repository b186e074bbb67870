package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.watch.WatchedCall;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The agent loop: runs the tool calls of a reply and sends the results to the model, until a reply has none. It waits
 * either for a reply or for a {@link Round}.
 */
public final class ToolStep implements Step {

    /** The size of an answer would allow far more tool calls, and each has its own exchange. */
    private static final int MOST_CALLS = 128;

    /** The model may invent a name of any length. */
    private static final int LONGEST_NAME = 64;

    private final OfferedTools offer;
    private final Supplier<ToolRunner> runners;
    private final ToolLimits limits;
    private final List<Map<String, Object>> trace;
    private final CompletableFuture<?> gone;
    private final WatchedCall watched;
    private final Glm4Client client;
    private ToolLoopState state;
    private ToolRunner runner;
    private volatile Round running;
    private volatile boolean givenUp;

    /**
     * @param runners creates the runner of the calls when the request is sent
     * @param trace receives an entry for each call, see {@link ToolExecution#entry}; thread-safe
     * @param gone completed when the caller no longer waits for the exchange; null if unknown
     * @param watched observes every call
     * @param client provides timers and threads; a round ends when it is closed
     */
    public ToolStep(
            OfferedTools offer,
            Supplier<ToolRunner> runners,
            ToolLimits limits,
            List<Map<String, Object>> trace,
            CompletableFuture<?> gone,
            WatchedCall watched,
            Glm4Client client) {
        this.offer = offer;
        this.runners = runners;
        this.limits = limits;
        this.trace = trace;
        this.gone = gone;
        this.watched = watched;
        this.client = client;
    }

    /** @throws Glm4Exception if the request cannot be sent with these tools */
    @Override
    public CompletableFuture<ChatCompletionRequest> before(ChatCompletionRequest request) {
        state = new ToolLoopState(request, offer, limits.maxRounds());
        runner = runners.get();
        return CompletableFuture.completedFuture(state.request());
    }

    @Override
    public CompletableFuture<Next> after(ChatReply reply) {
        List<ToolCall> calls = state.take(reply);
        if (calls.isEmpty()) {
            return CompletableFuture.completedFuture(new Done(state.end()));
        }
        Round round = new Round(state.number(), calls);
        running = round;
        CompletableFuture<Next> next = round.traced
                .whenCompleteAsync((done, failure) -> {}, client.continuations())
                .thenApply(done -> {
                    state.results(done);
                    return new Again(state.request());
                });
        round.run();
        endEarly(round);
        return next;
    }

    @Override
    public void giveUp() {
        givenUp = true;
        Round round = running;
        if (round != null) {
            round.giveUp(new Glm4Exception("the caller no longer waits for the answer"));
        }
    }

    /** Cancels while tools run; requests are canceled by the client. */
    private void endEarly(Round round) {
        Runnable forget = client.onClose(round::giveUp);
        round.traced.whenComplete((done, failure) -> forget.run());
        if (gone != null) {
            gone.thenRun(() -> round.giveUp(Glm4ConnectionException.callerGone()));
        }
        if (givenUp) {
            giveUp();
        }
    }

    /**
     * The tool calls of one answer. They run in parallel, each with a timeout; the results are in the order of the
     * calls.
     */
    private final class Round {

        private final int number;
        private final List<ToolExecution> calls;
        private final AtomicInteger left;

        /** The text of each call for the model, or a {@link Glm4Exception}. Completed on any thread. */
        private final CompletableFuture<List<String>> results = new CompletableFuture<>();

        private final CompletableFuture<List<String>> traced = results.whenComplete((done, failure) -> over());

        Round(int number, List<ToolCall> calls) {
            this.number = number;
            this.calls = calls.stream().map(ToolExecution::new).toList();
            this.left = new AtomicInteger(calls.size());
        }

        void run() {
            Executor executor = client.continuations();
            for (ToolExecution call : calls) {
                call.done().thenRun(() -> done(call));
            }
            for (int i = 0; i < calls.size(); i++) {
                ToolExecution call = calls.get(i);
                if (i < MOST_CALLS) {
                    call.limit(client, limits.timeoutMillis(), executor);
                    executor.execute(() -> call.run(offer, runner, watched));
                } else {
                    call.giveUp(ToolProblem.tooMany(MOST_CALLS));
                }
            }
        }

        /** Ends the round immediately. Later results of its tools are dropped. */
        void giveUp(Glm4Exception why) {
            results.completeExceptionally(why);
        }

        private void done(ToolExecution call) {
            ToolProblem problem = call.problem();
            if (problem != null && limits.failOnProblems() && !problem.isDecision()) {
                giveUp(new Glm4ToolException(
                        "tool " + PrintableText.clip(call.name(), LONGEST_NAME) + ": " + problem.getMessage(),
                        problem.getCause(),
                        FailureDetails.NONE));
            } else if (left.decrementAndGet() == 0) {
                results.complete(calls.stream().map(ToolExecution::textForModel).toList());
            }
        }

        private void over() {
            for (ToolExecution call : calls) {
                if (call.done().isDone()) {
                    trace.add(call.entry(number));
                } else {
                    call.giveUp(ToolProblem.failed(null));
                }
            }
        }
    }
}
