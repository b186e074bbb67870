package io.github.camelglm4.toolroute;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.binding.BodyText;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.tools.ToolProblem;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;

/** Makes the result of a call of what its route left in the exchange. Stateless. */
final class ToolResult {

    private ToolResult() {}

    /** The text for the model, or a {@link ToolProblem}; not done yet only for a streamed answer whose end is on its way. */
    static CompletableFuture<String> of(Exchange exchange) {
        if (exchange.getException() != null) {
            return CompletableFuture.failedFuture(ToolProblem.failed(exchange.getException()));
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return CompletableFuture.failedFuture(ToolProblem.failed(null));
        }
        Object body = exchange.getMessage().getBody();
        if (body instanceof ChatCompletionStream stream) {
            return stream.completion()
                    .thenApply(ChatCompletion::text)
                    .exceptionallyCompose(e -> CompletableFuture.failedFuture(ToolProblem.failed(e)));
        }
        try {
            return CompletableFuture.completedFuture(body == null ? "null" : BodyText.of(exchange));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(ToolProblem.failed(e));
        }
    }
}
