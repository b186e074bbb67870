package io.github.camelglm4.operation;

import io.github.camelglm4.UnknownHeaders;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.error.ShortTrace;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.service.ServiceCalls;
import io.github.camelglm4.service.ServiceProducer;
import io.github.camelglm4.watch.CallMonitor;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Calls an operation for each exchange. The exchange continues on the pool {@code glm4} when all of its requests are
 * answered; no thread waits for it.
 */
final class OperationProducer extends ServiceProducer<OperationProducer.Setup> {

    private final OperationEndpoint endpoint;

    /**
     * What all exchanges use, read and checked once at each start.
     *
     * @param model the one in the URI
     */
    record Setup(ServiceCalls calls, Operation operation, String model, CallMonitor monitor) {

        /** @throws RuntimeException if the message is invalid */
        OperationCall<?> call(Exchange exchange, AsyncCallback callback) {
            return new OperationCall<>(this, operation.requests().apply(exchange), exchange, callback);
        }

        /** The model of a message: that of its header, of the URI, or of a request in its body. */
        String modelOf(Message message) {
            Map<String, Object> request = Fields.object(message.getBody());
            return Glm4Binding.model(message, model, Fields.text(request, "model"));
        }
    }

    OperationProducer(OperationEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected Setup read(ServiceCalls calls) {
        return new Setup(
                calls,
                endpoint.operation(),
                endpoint.getModel(),
                endpoint.getComponent().shared().monitor());
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Setup setup = started;
            Setup with = setup != null ? setup : read();
            UnknownHeaders.report(
                    exchange.getMessage().getHeaders(),
                    endpoint.getComponent().shared().mistakes());
            with.call(exchange, callback).start();
            return false;
        } catch (Exception | Error e) {
            Glm4Binding.failure(exchange, ShortTrace.ofRefusal(e));
            callback.done(true);
            return true;
        }
    }
}
