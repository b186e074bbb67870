package io.github.camelglm4.binding;

import io.github.camelglm4.ChatCompletionStream;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Closes the stream of an exchange that fails. A stream of an exchange that completes remains open: callers of a
 * ProducerTemplate, seda queues and wire taps read it later.
 */
final class StreamOwnership extends SynchronizationAdapter {

    private final ChatCompletionStream stream;
    private final Object caughtBefore;

    StreamOwnership(Exchange exchange, ChatCompletionStream stream) {
        this.stream = stream;
        this.caughtBefore = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT);
    }

    @Override
    public void onFailure(Exchange exchange) {
        stream.close();
    }

    /** Closes the stream after a rollback, or after a handled failure that replaced the body, if it has no reader. */
    @Override
    public void onComplete(Exchange exchange) {
        boolean caught = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) != caughtBefore;
        // a stream with a reader may still be the body, as one of its views
        boolean replaced = exchange.getMessage().getBody() != stream && !stream.hasReader();
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast() || caught && replaced) {
            stream.close();
        }
    }
}
