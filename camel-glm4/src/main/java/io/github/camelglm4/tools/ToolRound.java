package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.client.Timers;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.error.Glm4ToolException;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.watch.WatchedCall;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** The calls of one answer: run in parallel, each for a limited time; their results come in the order of the calls. */
final class ToolRound {

    /** One answer can hold as many calls as characters would: nobody needs that many exchanges at once. */
    static final int MOST_CALLS = 128;

    /** A name may be the model's invention, of any length. */
    private static final int LONGEST_NAME = 64;

    private final int number;
    private final List<ToolExecution> calls;
    private final ToolLimits limits;
    private final ToolTrace trace;
    private final WatchedCall asking;
    private final CompletableFuture<List<String>> results = new CompletableFuture<>();
    private final CompletableFuture<List<String>> traced = results.whenComplete((texts, failure) -> over());
    private final AtomicInteger left;

    /**
     * @param number 1 for the first
     * @param asking the call of the model, which is told of those of the tools
     */
    ToolRound(int number, List<ToolCall> calls, ToolLimits limits, ToolTrace trace, WatchedCall asking) {
        this.number = number;
        this.calls = calls.stream().map(ToolExecution::new).toList();
        this.left = new AtomicInteger(calls.size());
        this.limits = limits;
        this.trace = trace;
        this.asking = asking;
    }

    /**
     * Begins.
     *
     * @param executor where calls are run; never an event loop
     * @return what the model is told of each call; exceptionally a {@link Glm4Exception}. Completed on any thread
     */
    CompletableFuture<List<String>> run(OfferedTools offer, ToolRunner runner, Timers timers, Executor executor) {
        for (ToolExecution call : calls) {
            call.done().thenRun(() -> done(call));
        }
        for (int i = 0; i < calls.size(); i++) {
            ToolExecution call = calls.get(i);
            if (i < MOST_CALLS) {
                call.limit(timers, limits.timeoutMillis(), executor);
                executor.execute(() -> call.run(offer, runner, asking));
            } else {
                call.giveUp(ToolProblem.tooMany(MOST_CALLS));
            }
        }
        return traced;
    }

    /** Ends it at once; what the tools that still run give back is dropped. */
    void giveUp(Glm4Exception why) {
        results.completeExceptionally(why);
    }

    private void done(ToolExecution call) {
        ToolProblem problem = call.problem();
        if (problem != null && limits.failOnProblems() && !problem.isDecision()) {
            results.completeExceptionally(new Glm4ToolException(
                    "tool " + PrintableText.clip(call.name(), LONGEST_NAME) + ": " + problem.getMessage(),
                    problem.getCause(),
                    FailureDetails.NONE));
        } else if (left.decrementAndGet() == 0) {
            results.complete(calls.stream().map(ToolExecution::told).toList());
        }
    }

    private void over() {
        for (ToolExecution call : calls) {
            if (call.done().isDone()) {
                trace.add(number, call);
            } else {
                call.giveUp(ToolProblem.failed(null));
            }
        }
    }
}
