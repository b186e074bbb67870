package io.github.camelglm4.operation;

import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.options.CallOptions;
import io.github.camelglm4.service.ServiceComponent;
import io.github.camelglm4.service.ServiceEndpoint;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint that calls an operation with a model. It is only for producers, unless it also creates consumers. */
public abstract class OperationEndpoint extends DefaultEndpoint implements ServiceEndpoint {

    @UriPath
    @Metadata(required = true)
    private String model;

    @UriParam(label = "producer")
    private final CallOptions calls;

    protected OperationEndpoint(String uri, ServiceComponent component) {
        super(uri, component);
        calls = component.calls();
    }

    /**
     * Reads the options of the endpoint, once at each start.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    protected abstract Operation operation();

    @Override
    public Producer createProducer() {
        return new OperationProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        throw new UnsupportedOperationException(
                "from(\"" + scheme() + ":...\") is not possible: " + scheme() + " is only for to(...)");
    }

    @Override
    public ServiceComponent getComponent() {
        return (ServiceComponent) super.getComponent();
    }

    @Override
    public String name() {
        return model;
    }

    @Override
    public String fixedModel() {
        return Glm4Binding.ANY_MODEL.equals(model) ? null : model;
    }

    public String getModel() {
        return model;
    }

    /**
     * Name of the model. A producer sends it unchanged; the header CamelGlm4Model overrides it. With an asterisk, a
     * producer takes the model from this header or from the request in the body. A consumer, which only glm4-embedding
     * has, serves the route under this name, or with an asterisk under every name that no other route serves.
     */
    public void setModel(String model) {
        this.model = model;
    }

    @Override
    public CallOptions getCalls() {
        return calls;
    }
}
