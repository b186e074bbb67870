package io.github.camelglm4.toolroute;

import io.github.camelglm4.ChatCompletionStream;
import io.github.camelglm4.binding.TextBody;
import io.github.camelglm4.binding.served.ConsumerUnitOfWork;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.tools.ToolInvocation;
import io.github.camelglm4.tools.ToolProblem;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ShutdownRunningTask;
import org.apache.camel.Suspendable;
import org.apache.camel.spi.ShutdownAware;
import org.apache.camel.support.DefaultConsumer;

/** Runs its route for tool calls. Each call is an exchange with its own unit of work, and its body is the result. */
final class Glm4ToolConsumer extends DefaultConsumer implements Suspendable, ShutdownAware {

    private volatile boolean running;

    Glm4ToolConsumer(Glm4ToolEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /**
     * Runs the route on the calling thread, until the route itself changes the thread.
     *
     * @param result completed when the exchange is done, with the text for the model or exceptionally
     */
    void run(ToolInvocation call, CallerContext asking, CompletableFuture<String> result) {
        if (!running) {
            result.completeExceptionally(ToolProblem.unavailable());
            return;
        }
        Exchange exchange = createExchange(false);
        asking.fill(exchange, call);
        try {
            ConsumerUnitOfWork.begin(this, exchange);
        } catch (Exception e) {
            result.completeExceptionally(ToolProblem.failed(e));
            return;
        }
        getAsyncProcessor().process(exchange, doneSync -> read(exchange, result));
    }

    /** Reads the body before the unit of work ends, because this may delete the file of the body. */
    private void read(Exchange exchange, CompletableFuture<String> result) {
        result(exchange).whenComplete((text, failure) -> {
            doneUoW(exchange);
            releaseExchange(exchange, false);
            if (failure == null) {
                result.complete(text);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    /**
     * Returns the text for the model, or a {@link ToolProblem}. It is already completed, except for an unfinished
     * streamed answer.
     */
    private static CompletableFuture<String> result(Exchange exchange) {
        Exception failure = exchange.getException();
        if (failure != null || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            return CompletableFuture.failedFuture(ToolProblem.failed(failure));
        }
        Object body = exchange.getMessage().getBody();
        if (body instanceof ChatCompletionStream stream) {
            return stream.completion()
                    .thenApply(ChatCompletion::text)
                    .exceptionallyCompose(e -> CompletableFuture.failedFuture(ToolProblem.failed(e)));
        }
        try {
            return CompletableFuture.completedFuture(body == null ? "null" : TextBody.textOrJson(exchange));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(ToolProblem.failed(e));
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        getEndpoint().getComponent().add(this);
        running = true;
    }

    @Override
    protected void doStop() throws Exception {
        running = false;
        getEndpoint().getComponent().remove(this);
        super.doStop();
    }

    @Override
    protected void doSuspend() throws Exception {
        running = false;
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        super.doResume();
        running = true;
    }

    /** Running agent loops need their tools, so tools are stopped last. */
    @Override
    public boolean deferShutdown(ShutdownRunningTask shutdownRunningTask) {
        return true;
    }

    /** Camel already counts all exchanges of this consumer. */
    @Override
    public int getPendingExchangesSize() {
        return 0;
    }

    @Override
    public void prepareShutdown(boolean suspendOnly, boolean forced) {
        // nothing to prepare
    }

    @Override
    public Glm4ToolEndpoint getEndpoint() {
        return (Glm4ToolEndpoint) super.getEndpoint();
    }
}
