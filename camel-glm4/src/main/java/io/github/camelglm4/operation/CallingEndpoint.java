package io.github.camelglm4.operation;

import io.github.camelglm4.service.ServiceComponent;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;

/** An endpoint that is only for producers. */
public abstract class CallingEndpoint extends OperationEndpoint {

    protected CallingEndpoint(String uri, ServiceComponent component) {
        super(uri, component);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException(
                "from(\"" + scheme() + ":...\") is not possible: " + scheme() + " is only for to(...)");
    }
}
