package io.github.camelglm4.batchroute;

import io.github.camelglm4.batch.BatchApi;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.service.ServiceCalls;
import io.github.camelglm4.service.ServiceSetup;
import org.apache.camel.Exchange;

/** The operations for files and batches, with the settings of an endpoint. Thread-safe. */
final class BatchCalls {

    private final ServiceCalls calls;

    BatchCalls(ServiceCalls calls) {
        this.calls = calls;
    }

    /** Returns the operations with the key of the exchange, if it has one. */
    BatchApi api(Exchange exchange) {
        ServiceSetup setup = calls.setup();
        Credential credential = setup.credential(exchange);
        return new BatchApi(
                calls.client(),
                (operation, content) ->
                        calls.request(setup.url().operation(operation), content, credential, null, null));
    }
}
