package io.github.camelglm4.toolroute;

import io.github.camelglm4.tools.ToolInvocation;
import io.github.camelglm4.tools.ToolProblem;
import io.github.camelglm4.tools.ToolRunner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Runs the calls that come of one exchange by the routes of its context, each when the filter lets it pass. */
final class RouteRunner implements ToolRunner {

    private final Glm4ToolComponent tools;
    private final ToolFilter filter;
    private final CallerContext asking;
    private final Executor executor;

    /**
     * @param filter   may be null
     * @param executor where routes begin
     */
    RouteRunner(Glm4ToolComponent tools, ToolFilter filter, CallerContext asking, Executor executor) {
        this.tools = tools;
        this.filter = filter;
        this.asking = asking;
        this.executor = executor;
    }

    @Override
    public void run(ToolInvocation call, CompletableFuture<String> result) {
        if (filter == null) {
            runRoute(call, result);
            return;
        }
        filter.approval(call, asking)
                .whenCompleteAsync(
                        (approved, problem) -> {
                            if (problem != null) {
                                result.completeExceptionally(problem);
                            } else if (!result.isDone()) {
                                runRoute(call, result);
                            }
                        },
                        executor);
    }

    private void runRoute(ToolInvocation call, CompletableFuture<String> result) {
        Glm4ToolConsumer route = tools.started(call.name());
        if (route == null) {
            result.completeExceptionally(ToolProblem.unavailable());
        } else {
            route.run(call, asking, result);
        }
    }
}
