package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.Timers;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.model.Step.Again;
import io.github.camelglm4.model.Step.Done;
import io.github.camelglm4.model.Step.Next;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.stream.OpenedStream;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * A model behind steps: asks it as often as the steps want, until all of them have the answer. The request passes the
 * steps from the first to the last, the reply from the last to the first; a step that asks again has its request pass
 * those behind it again. An answer can be whole or streamed; text flows as it comes, of every request. No thread waits
 * in between. For one question.
 */
public final class AgentLoop implements ChatModel {

    private final ChatModel model;
    private final List<Step> steps;
    private final AnswerSettings settings;
    private final Timers timers;
    private final Executor executor;

    /**
     * Index of the step that judges the next reply; -1 when all of them did. Changes on the executor, one after the
     * other.
     */
    private volatile int judge;

    /**
     * @param model the one that is asked
     * @param steps the one that is the closest to the exchange first
     * @param timers watch streams
     * @param executor for continuations; never an event loop
     */
    public AgentLoop(ChatModel model, List<Step> steps, AnswerSettings settings, Timers timers, Executor executor) {
        this.model = model;
        this.steps = steps;
        this.settings = settings;
        this.timers = timers;
        this.executor = executor;
    }

    @Override
    public void ask(ChatCompletionRequest request, CompletableFuture<ChatReply> answer) {
        CompletableFuture<ChatReply> outcome = outcome(answer);
        begin(request, outcome, first -> send(first, outcome));
    }

    private void send(ChatCompletionRequest request, CompletableFuture<ChatReply> outcome) {
        CompletableFuture<ChatReply> reply = new CompletableFuture<>();
        goOn(reply.thenCompose(this::after), outcome);
        model.ask(request, reply);
    }

    private void goOn(CompletableFuture<Next> found, CompletableFuture<ChatReply> outcome) {
        AsyncFailure.goOn(found, outcome, next -> {
            if (next instanceof Again again) {
                send(again.request(), outcome);
            } else if (next instanceof Done done && isOver()) {
                outcome.complete(done.reply());
            } else if (next instanceof Done done) {
                goOn(after(done.reply()), outcome);
            }
        });
    }

    @Override
    public void stream(ChatCompletionRequest request, CompletableFuture<OpenedStream> answer) {
        CompletableFuture<OpenedStream> outcome = outcome(answer);
        begin(request, outcome, first -> {
            CompletableFuture<OpenedStream> opened = new CompletableFuture<>();
            AsyncFailure.goOn(
                    opened,
                    outcome,
                    part -> outcome.complete(AgentStream.open(part, this, settings, timers, executor)));
            model.stream(first, opened);
        });
    }

    /** Passes the result on, a failure after the steps have given up. */
    private <T> CompletableFuture<T> outcome(CompletableFuture<T> answer) {
        CompletableFuture<T> outcome = new CompletableFuture<>();
        outcome.whenComplete((result, failure) -> {
            if (failure == null) {
                answer.complete(result);
            } else {
                giveUp();
                answer.completeExceptionally(AsyncFailure.cause(failure));
            }
        });
        return outcome;
    }

    /** Sends the first request: on this thread, where a refusal is thrown, unless a step has to wait for something. */
    private void begin(
            ChatCompletionRequest request, CompletableFuture<?> outcome, Consumer<ChatCompletionRequest> send) {
        CompletableFuture<ChatCompletionRequest> first = before(0, request);
        if (!first.isDone()) {
            AsyncFailure.goOn(first.whenCompleteAsync((ready, failure) -> {}, executor), outcome, send);
            return;
        }
        try {
            send.accept(first.getNow(null));
        } catch (RuntimeException | Error e) {
            giveUp();
            throw AsyncFailure.unchecked(e);
        }
    }

    private CompletableFuture<ChatCompletionRequest> before(int from, ChatCompletionRequest request) {
        CompletableFuture<ChatCompletionRequest> changed = CompletableFuture.completedFuture(request);
        for (Step step : steps.subList(from, steps.size())) {
            changed = changed.thenCompose(step::before);
        }
        judge = steps.size() - 1;
        return changed;
    }

    /** Has the steps judge a reply, the last one first, until one asks again or the next one is on demand. */
    CompletableFuture<Next> after(ChatReply reply) {
        return steps.get(judge).after(reply).thenCompose(next -> {
            if (next instanceof Again again) {
                return before(judge + 1, again.request()).thenApply(Again::new);
            }
            judge--;
            return isOver() || isOnDemand() ? CompletableFuture.completedFuture(next) : after(((Done) next).reply());
        });
    }

    /** Whether the step that judges the next reply does so on demand. */
    boolean isOnDemand() {
        return steps.get(judge).isOnDemand();
    }

    /** Whether all steps have the answer. */
    boolean isOver() {
        return judge < 0;
    }

    ChatModel model() {
        return model;
    }

    void giveUp() {
        steps.forEach(Step::giveUp);
    }
}
