package io.github.camelglm4.tools;

import io.github.camelglm4.watch.ToolWatch;
import io.github.camelglm4.watch.WatchedCall;
import java.util.concurrent.CompletableFuture;

/** Runs calls of tools by another runner, and tells of each. */
public final class WatchedTools implements ToolRunner {

    private final ToolRunner tools;
    private final WatchedCall asking;

    /** @param asking the call of the model that calls them */
    public WatchedTools(ToolRunner tools, WatchedCall asking) {
        this.tools = tools;
        this.asking = asking;
    }

    @Override
    public void run(ToolInvocation call, CompletableFuture<String> result) {
        ToolWatch watch = asking.tool(call.name(), call.id());
        result.whenComplete((text, failure) -> watch.ended(failure));
        watch.run(() -> tools.run(call, result));
    }
}
