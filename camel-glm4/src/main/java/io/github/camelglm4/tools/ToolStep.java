package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.watch.WatchedCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The calls of tools on the way to an answer: those in a reply are run, and the model is asked again with their results, until it
 * answers.
 */
public final class ToolStep implements Step {

    private final OfferedTools offer;
    private final Supplier<ToolRunner> runners;
    private final ToolLimits limits;
    private final ToolTrace trace;
    private final CompletableFuture<?> gone;
    private final WatchedCall asking;
    private final Glm4Client client;
    private ToolLoopState state;
    private ToolRunner runner;
    private volatile ToolRound running;
    private volatile boolean givenUp;

    /**
     * @param runners makes what runs the calls, when the model is asked
     * @param trace   where they are written down
     * @param gone    completed when nobody waits for the exchange any more; null when that cannot be told
     * @param asking  is told of every call
     * @param client  has the time and the threads; rounds end with it
     */
    public ToolStep(
            OfferedTools offer,
            Supplier<ToolRunner> runners,
            ToolLimits limits,
            ToolTrace trace,
            CompletableFuture<?> gone,
            WatchedCall asking,
            Glm4Client client) {
        this.offer = offer;
        this.runners = runners;
        this.limits = limits;
        this.trace = trace;
        this.gone = gone;
        this.asking = asking;
        this.client = client;
    }

    /** @throws Glm4Exception when the request cannot be sent with these tools */
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
        ToolRound round = new ToolRound(state.number(), calls, limits, trace, asking);
        running = round;
        CompletableFuture<List<String>> results = round.run(offer, runner, client, client.continuations());
        CompletableFuture<Next> next = results.whenCompleteAsync((texts, failure) -> {}, client.continuations())
                .thenApply(texts -> {
                    state.results(texts);
                    return new Again(state.request());
                });
        endEarly(round, results);
        return next;
    }

    @Override
    public void giveUp() {
        givenUp = true;
        ToolRound round = running;
        if (round != null) {
            round.giveUp(new Glm4Exception("nobody waits for the answer any more"));
        }
    }

    /** While requests are open the client sees to it; while tools run, nobody else does. */
    private void endEarly(ToolRound round, CompletableFuture<List<String>> results) {
        Runnable forget = client.onClose(round::giveUp);
        results.whenComplete((texts, failure) -> forget.run());
        if (gone != null) {
            gone.thenRun(() -> round.giveUp(Glm4ConnectionException.callerGone()));
        }
        if (givenUp) {
            giveUp();
        }
    }
}
