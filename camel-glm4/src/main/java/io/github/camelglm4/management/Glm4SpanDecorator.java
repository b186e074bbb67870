package io.github.camelglm4.management;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Endpoint;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.telemetry.GenAi;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.telemetry.Span;
import org.apache.camel.telemetry.TagConstants;
import org.apache.camel.telemetry.decorators.AbstractSpanDecorator;

/**
 * Sets the attributes of Camel's own span of an exchange with a {@code glm4:} endpoint. All of them are text; the span
 * of the call, its child, has numbers. Options are omitted: they may contain instructions and keys.
 */
public final class Glm4SpanDecorator extends AbstractSpanDecorator {

    @Override
    public String getComponent() {
        return "glm4";
    }

    @Override
    public String getComponentClassName() {
        return Glm4Component.class.getName();
    }

    @Override
    public void beforeTracingEvent(Span span, Exchange exchange, Endpoint endpoint) {
        span.setComponent("camel-glm4");
        span.setTag(TagConstants.URL_SCHEME, "glm4");
        span.setTag(TagConstants.EXCHANGE_ID, exchange.getExchangeId());
        span.setTag("camel.uri", endpoint.getEndpointBaseUri());
        span.setTag(TagConstants.URL_PATH, stripSchemeAndOptions(endpoint));
        if (endpoint instanceof Glm4Endpoint glm4 && !isServed(exchange, endpoint)) {
            span.setTag(GenAi.OPERATION, GenAi.CHAT);
            span.setTag(GenAi.PROVIDER, GenAi.ZHIPU);
            if (glm4.getComponent().getTelemetry().isTelemetrySystem()) {
                span.setTag(GenAi.SYSTEM, GenAi.ZHIPU);
            }
            span.setTag(GenAi.REQUEST_MODEL, glm4.getModel());
        }
    }

    @Override
    public void afterTracingEvent(Span span, Exchange exchange) {
        if (exchange.isFailed()) {
            span.setError(true);
            if (exchange.getException() != null) {
                span.setTag(GenAi.ERROR_TYPE, GenAi.errorType(exchange.getException()));
            }
            return;
        }
        Message message = exchange.getMessage();
        setTag(span, GenAi.REQUEST_MODEL, message, Glm4Headers.REQUEST_MODEL);
        setTag(span, GenAi.RESPONSE_MODEL, message, Glm4Headers.RESPONSE_MODEL);
        setTag(span, "gen_ai.response.id", message, Glm4Headers.RESPONSE_ID);
        setTag(span, "gen_ai.response.finish_reasons", message, Glm4Headers.FINISH_REASON);
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
