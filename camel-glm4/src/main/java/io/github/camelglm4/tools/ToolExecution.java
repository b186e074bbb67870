package io.github.camelglm4.tools;

import io.github.camelglm4.chat.ToolCall;
import io.github.camelglm4.client.Timers;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.watch.WatchedCall;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** One tool call, until it has a result or is abandoned. Thread-safe. */
final class ToolExecution {

    private final ToolCall call;
    private final Map<String, Object> arguments;
    private final CompletableFuture<String> result = new CompletableFuture<>();
    private final CompletableFuture<Void> abandoned = new CompletableFuture<>();
    private final CompletableFuture<Void> done;
    private final long begin = System.nanoTime();
    private volatile String textForModel;
    private volatile ToolProblem problem;
    private volatile long millis;

    ToolExecution(ToolCall call) {
        this.call = call;
        this.arguments = call.object();
        this.done = result.handle((text, failure) -> {
            millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
            problem = failure == null ? null : problem(failure);
            textForModel = failure == null ? text : problem.forModel();
            return null;
        });
    }

    CompletableFuture<Void> done() {
        return done;
    }

    void run(OfferedTools offer, ToolRunner runner, WatchedCall watched) {
        try {
            ToolDefinition tool = call.name() == null ? null : offer.own(call.name());
            if (tool == null) {
                throw ToolProblem.unknown(offer.ownNames());
            }
            Map<String, Object> fitting = tool.arguments(arguments);
            if (!result.isDone()) {
                ToolInvocation invocation = new ToolInvocation(call.name(), call.id(), fitting, abandoned);
                watched.tool(call.name(), call.id(), result, () -> runner.run(invocation, result));
            }
        } catch (Throwable e) {
            result.completeExceptionally(e);
        }
    }

    /** @param executor abandons the call, because this can run blocking code of a route */
    void limit(Timers timers, long timeoutMillis, Executor executor) {
        Runnable timer = timers.after(timeoutMillis, () -> executor.execute(() -> giveUp(ToolProblem.timeout())));
        result.whenComplete((text, failure) -> timer.run());
    }

    /** A late result is dropped. */
    void giveUp(Exception why) {
        if (result.completeExceptionally(why)) {
            abandoned.complete(null);
        }
    }

    /**
     * Returns the trace of the call for the route: round, name, arguments (a Map, or the text if it is not a JSON
     * object), result (the text for the model), millis, and error if it failed.
     */
    Map<String, Object> entry(int round) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("round", round);
        entry.put("name", PrintableText.name(name()));
        entry.put("arguments", arguments == null ? call.arguments() : arguments);
        entry.put("result", textForModel);
        entry.put("millis", millis);
        if (problem != null) {
            Throwable cause = problem.getCause();
            entry.put("error", cause == null ? problem.getMessage() : cause.toString());
        }
        return Collections.unmodifiableMap(entry);
    }

    String name() {
        return call.name();
    }

    /** Returns the text for the model: the result or the problem. */
    String textForModel() {
        return textForModel;
    }

    /** Returns why there is no result; null if there is one, or if the call is not done. */
    ToolProblem problem() {
        return problem;
    }

    private static ToolProblem problem(Throwable failure) {
        Throwable cause = AsyncFailure.cause(failure);
        return cause instanceof ToolProblem problem ? problem : ToolProblem.failed(cause);
    }
}
