package io.github.camelglm4.toolroute;

import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.tools.ToolInvocation;
import io.github.camelglm4.tools.ToolProblem;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;

/** The endpoint that approves or rejects each tool call, asynchronously. Thread-safe. */
final class ToolFilter implements AutoCloseable {

    private final CamelContext context;
    private final Endpoint target;
    private final ProducerCache producers;

    ToolFilter(CamelContext context, String uri) {
        this.context = context;
        this.target = context.getEndpoint(uri);
        this.producers = new DefaultProducerCache(this, context, 1);
        ServiceHelper.startService(producers);
    }

    /** Returns a future that completes if the call is approved, or fails with a {@link ToolProblem}; on any thread. */
    CompletableFuture<Void> approval(ToolInvocation call, CallerContext asking) {
        CompletableFuture<Void> approval = new CompletableFuture<>();
        if (ServiceHelper.isStopped(producers)) {
            // a stopped cache never calls back
            approval.completeExceptionally(ToolProblem.undecided(null));
            return approval;
        }
        Exchange exchange = new DefaultExchange(context);
        asking.fill(exchange, call);
        AsyncCallback done = doneSync -> decide(exchange, approval);
        producers.doInAsyncProducer(
                target, exchange, done, (producer, copy, callback) -> producer.process(copy, callback));
        return approval;
    }

    private static void decide(Exchange exchange, CompletableFuture<Void> approval) {
        Object reason = exchange.getMessage().getHeader(Glm4Headers.TOOL_REJECTED);
        if (exchange.getException() != null || exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            approval.completeExceptionally(ToolProblem.undecided(exchange.getException()));
        } else if (reason != null) {
            approval.completeExceptionally(ToolProblem.rejected(reason.toString()));
        } else if (ExchangeHelper.isFailureHandled(exchange)) {
            // an error handler handled the failure, but there is no decision
            approval.completeExceptionally(
                    ToolProblem.undecided(exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Throwable.class)));
        } else {
            approval.complete(null);
        }
    }

    @Override
    public void close() {
        ServiceHelper.stopService(producers);
    }
}
