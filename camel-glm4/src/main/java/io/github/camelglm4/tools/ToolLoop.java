package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.model.AgentLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The way to an answer of a model that calls tools: its calls of functions are run, and it is asked again with their results,
 * until it answers.
 */
public final class ToolLoop implements AgentLoop.Course {

    private final ToolLoopState rounds;
    private final OfferedTools offer;
    private final ToolUse use;
    private final ToolRunner runner;
    private final ToolLimits limits;
    private final Glm4Client client;
    private volatile ToolRound running;
    private volatile boolean givenUp;

    /** @throws Glm4Exception when the request cannot be sent with these tools */
    public ToolLoop(
            ChatCompletionRequest request, OfferedTools offer, ToolUse use, ToolLimits limits, Glm4Client client) {
        this.rounds = new ToolLoopState(request, offer, limits.maxRounds());
        this.offer = offer;
        this.use = use;
        this.runner = use.runner().get();
        this.limits = limits;
        this.client = client;
    }

    @Override
    public ChatCompletionRequest request() {
        return rounds.request();
    }

    /** Has the calls in the answer run. */
    @Override
    public CompletableFuture<ChatReply> after(ChatReply reply) {
        List<ToolCall> calls = rounds.take(reply);
        if (calls.isEmpty()) {
            return CompletableFuture.completedFuture(rounds.end());
        }
        ToolRound round = new ToolRound(rounds.number(), calls, limits, use.trace());
        running = round;
        CompletableFuture<ChatReply> after = new CompletableFuture<>();
        CompletableFuture<List<String>> results = round.run(offer, runner, client, client.continuations());
        results.whenCompleteAsync(
                (texts, failure) -> {
                    if (failure == null) {
                        rounds.results(texts);
                        after.complete(null);
                    } else {
                        after.completeExceptionally(failure);
                    }
                },
                client.continuations());
        endEarly(round, results);
        return after;
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
        if (use.gone() != null) {
            use.gone().thenRun(() -> round.giveUp(new Glm4ConnectionException("cancelled: the caller has gone")));
        }
        if (givenUp) {
            giveUp();
        }
    }
}
