package io.github.camelglm4.operation;

import io.github.camelglm4.service.ServiceComponent;
import java.util.Map;
import org.apache.camel.Endpoint;

/** A component whose endpoints call an operation with the model in their URI. */
public abstract class OperationComponent extends ServiceComponent {

    private final String exampleModel;

    /** @param exampleModel the name of a model of the platform, for messages */
    protected OperationComponent(String exampleModel) {
        this.exampleModel = exampleModel;
    }

    /** Creates an endpoint with the defaults of this component. */
    protected abstract OperationEndpoint endpoint(String uri);

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        OperationEndpoint endpoint = endpoint(uri);
        if (remaining.isBlank()) {
            String scheme = endpoint.scheme();
            throw new IllegalArgumentException("the model is missing: use " + scheme + ":" + exampleModel + ", or "
                    + scheme + ":* if each message names its model");
        }
        endpoint.setModel(remaining);
        return endpoint;
    }
}
