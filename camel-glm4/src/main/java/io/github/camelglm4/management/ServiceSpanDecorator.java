package io.github.camelglm4.management;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.service.ServiceComponent;
import io.github.camelglm4.service.ServiceEndpoint;
import io.github.camelglm4.telemetry.GenAi;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Sets the attributes of Camel's own span of an exchange with an endpoint that calls a service. All of them are text;
 * the span of the call, its child, has numbers. Options are omitted: they may contain instructions and keys. So are the
 * messages of exceptions, which may quote the service.
 */
public abstract class ServiceSpanDecorator extends AbstractSpanDecorator {

    private final String scheme;
    private final Class<? extends ServiceComponent> component;
    private final String operation;

    /** @param operation the name of the operation that exchanges call; null if they call no model */
    protected ServiceSpanDecorator(String scheme, Class<? extends ServiceComponent> component, String operation) {
        this.scheme = scheme;
        this.component = component;
        this.operation = operation;
    }

    @Override
    public final String getComponent() {
        return scheme;
    }

    @Override
    public final String getComponentClassName() {
        return component.getName();
    }

    @Override
    public final void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setComponent("camel-" + scheme);
        span.setTag(TagConstants.URL_SCHEME, scheme);
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        span.setTag("camel.uri", endpoint.getEndpointBaseUri());
        span.setTag(TagConstants.URL_PATH, stripSchemeAndOptions(endpoint));
        if (operation != null && endpoint instanceof ServiceEndpoint service && !isServed(exchange, endpoint)) {
            span.setTag(GenAi.OPERATION, operation);
            span.setTag(GenAi.PROVIDER, GenAi.ZHIPU);
            if (owner(service).getTelemetry().isTelemetrySystem()) {
                span.setTag(GenAi.SYSTEM, GenAi.ZHIPU);
            }
            span.setTag(GenAi.REQUEST_MODEL, service.name());
        }
    }

    /** The component with the options for telemetry. */
    private static Glm4Component owner(ServiceEndpoint endpoint) {
        return endpoint.getComponent() instanceof Glm4Component owner
                ? owner
                : endpoint.getCamelContext().getComponent("glm4", Glm4Component.class);
    }

    @Override
    public final void afterTracingEvent(Span span, Exchange exchange) {
        if (exchange.isFailed()) {
            span.setError(true);
            if (exchange.getException() != null) {
                span.setTag(GenAi.ERROR_TYPE, GenAi.errorType(exchange.getException()));
            }
        } else if (operation != null) {
            Message message = exchange.getMessage();
            setTag(span, GenAi.REQUEST_MODEL, message, Glm4Headers.REQUEST_MODEL);
            setTag(span, GenAi.RESPONSE_MODEL, message, Glm4Headers.RESPONSE_MODEL);
            setTag(span, "gen_ai.response.id", message, Glm4Headers.RESPONSE_ID);
            setTag(span, "gen_ai.response.finish_reasons", message, Glm4Headers.FINISH_REASON);
        }
    }

    /** A served route does not call the provider. */
    private static boolean isServed(Exchange exchange, Endpoint endpoint) {
        return exchange.getFromRouteId() != null && exchange.getFromEndpoint() == endpoint;
    }

    private static void setTag(Span span, String name, Message message, String header) {
        String value = message.getHeader(header, String.class);
        if (value != null) {
            span.setTag(name, value);
        }
    }
}
