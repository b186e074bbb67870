package io.github.camelglm4.tools;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * What one exchange does with its tools.
 *
 * @param runner runs their calls; made when the model is asked
 * @param trace  where it is written down
 * @param gone   completed when nobody waits for the exchange any more; null when that cannot be told
 */
public record ToolUse(Supplier<ToolRunner> runner, ToolTrace trace, CompletableFuture<?> gone) {}
