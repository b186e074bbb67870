package io.github.camelglm4.service;

import io.github.camelglm4.options.CheckedOptions;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PropertyConfigurer;

/** A further scheme, with nothing of its own. */
public class SampleComponent extends ServiceComponent {

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        SampleEndpoint endpoint = new SampleEndpoint(uri, this, remaining);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return CheckedOptions.of(new SampleComponentConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return CheckedOptions.of(new GroupConfigurer(SampleEndpoint.class));
    }
}
