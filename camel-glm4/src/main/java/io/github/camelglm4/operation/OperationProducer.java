package io.github.camelglm4.operation;

import io.github.camelglm4.UnknownHeaders;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.error.ShortTrace;
import io.github.camelglm4.service.ServiceCalls;
import io.github.camelglm4.service.ServiceProducer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * Calls an operation for each exchange. The exchange continues on the pool {@code glm4} when all of its requests are
 * answered; no thread waits for it.
 */
final class OperationProducer extends ServiceProducer<OperationProducer.Setup> {

    private final OperationEndpoint endpoint;

    /** The options of the endpoint, read and checked once at each start. */
    record Setup(ServiceCalls calls, Operation operation) {

        OperationCall<?> begin(OperationEndpoint endpoint, Exchange exchange, AsyncCallback callback) {
            return new OperationCall<>(
                    calls,
                    operation,
                    operation.begin(exchange),
                    endpoint.getComponent().shared().monitor(),
                    exchange,
                    callback);
        }
    }

    OperationProducer(OperationEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected Setup read(ServiceCalls calls) {
        return new Setup(calls, endpoint.operation());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Setup setup = started;
            Setup with = setup != null ? setup : read();
            UnknownHeaders.report(
                    exchange.getMessage().getHeaders(),
                    endpoint.getComponent().shared().mistakes());
            with.begin(endpoint, exchange, callback).start();
            return false;
        } catch (Exception | Error e) {
            Glm4Binding.failure(exchange, ShortTrace.ofRefusal(e));
            callback.done(true);
            return true;
        }
    }
}
