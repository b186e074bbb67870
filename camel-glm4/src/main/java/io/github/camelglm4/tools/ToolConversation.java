package io.github.camelglm4.tools;

import io.github.camelglm4.ChatCompletionRequest;
import io.github.camelglm4.ToolCall;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4Exception;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A conversation with a model that calls tools, under way: which request is next, and what happens before it. */
final class ToolConversation {

    private final Rounds rounds;
    private final ToolOffer offer;
    private final ToolUse use;
    private final ToolRunner runner;
    private final ToolLimits limits;
    private final Glm4Client client;
    private volatile ToolRound running;
    private volatile boolean givenUp;

    /** @throws Glm4Exception when the request cannot be sent with these tools */
    ToolConversation(
            ChatCompletionRequest request, ToolOffer offer, ToolUse use, ToolLimits limits, Glm4Client client) {
        this.rounds = new Rounds(request, offer, limits.maxRounds());
        this.offer = offer;
        this.use = use;
        this.runner = use.runner().get();
        this.limits = limits;
        this.client = client;
    }

    /** The next request. */
    ChatCompletionRequest request() {
        return rounds.request();
    }

    /**
     * Takes the answer to the last request, and has its calls run.
     *
     * @return completed on the executor for continuations: with the whole answer, or with null when another request is due
     * @throws Glm4Exception when it cannot go on
     */
    CompletableFuture<ChatReply> after(ChatReply reply) {
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

    /** Nobody waits for the answer any more. */
    void giveUp() {
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
