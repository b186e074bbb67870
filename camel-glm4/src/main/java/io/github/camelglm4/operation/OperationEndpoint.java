package io.github.camelglm4.operation;

import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.options.CallOptions;
import io.github.camelglm4.service.ServiceComponent;
import io.github.camelglm4.service.ServiceEndpoint;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** An endpoint that calls an operation with a model. */
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
     * Reads the options of the endpoint.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    protected abstract Operation operation();

    @Override
    public Producer createProducer() {
        return new OperationProducer(this);
    }

    @Override
    public ServiceComponent getComponent() {
        return (ServiceComponent) super.getComponent();
    }

    /** The scheme, whatever the name of the component is. */
    final String scheme() {
        return getClass().getAnnotation(UriEndpoint.class).scheme();
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
     * Name of the model, as sent to the service; any name is possible. * if each message names its model (header
     * CamelGlm4Model).
     */
    public void setModel(String model) {
        this.model = model;
    }

    @Override
    public CallOptions getCalls() {
        return calls;
    }
}
