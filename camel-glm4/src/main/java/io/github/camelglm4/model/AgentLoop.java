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
 * A model with steps in front of it: calls the model until no step requests another answer. A request passes the steps
 * from the first to the last, a reply from the last to the first; the new request of a step passes the steps behind it
 * again. Answers are whole or streamed; the text of every request is streamed as it arrives. No thread waits. For one
 * exchange.
 */
public final class AgentLoop implements ChatModel {

    private final ChatModel model;
    private final List<Step> steps;
    private final AnswerSettings settings;
    private final Timers timers;
    private final Executor executor;

    /** Index of the step that gets the next reply; -1 after all steps. Changed on the executor, never concurrently. */
    private volatile int judge;

    /**
     * @param model the model to call
     * @param steps in order, the one closest to the exchange first
     * @param timers the timers of the streams
     * @param executor the executor for continuations; never an event loop
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

    /** Passes on the result; before a failure, the steps give up. */
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

    /** Sends the first request on this thread, which gets a rejection as an exception, unless a step must wait. */
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

    /** Passes a reply to the steps, last one first, until one requests another answer or the next is on demand. */
    CompletableFuture<Next> after(ChatReply reply) {
        return steps.get(judge).after(reply).thenCompose(next -> {
            if (next instanceof Again again) {
                return before(judge + 1, again.request()).thenApply(Again::new);
            }
            judge--;
            return isOver() || isOnDemand() ? CompletableFuture.completedFuture(next) : after(((Done) next).reply());
        });
    }

    /** Whether the step that gets the next reply is on demand. */
    boolean isOnDemand() {
        return steps.get(judge).isOnDemand();
    }

    /** Whether all steps have accepted the answer. */
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
