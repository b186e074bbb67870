package io.github.camelglm4;

import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.testing.ScriptedServer;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;

/** A Camel context whose {@code glm4:} endpoints call a scripted server. */
public abstract class Glm4TestSupport extends CamelTestSupport {

    /** Shared by all test classes: as an extension of this class, it would be closed after the first one. */
    public static final ScriptedServer server = ScriptedServer.start();

    public static final String KEY = "0123456789abcdef0123456789abcdef.Sk3tch0fASecret1";

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(server.baseUrl());
        component.getService().setApiKey(KEY);
        component.getRetry().setRetryDelay(1);
        return context;
    }

    @AfterEach
    void resetServer() {
        server.reset();
    }

    /** Returns the client of the component, for its counters. */
    protected final Glm4Client glm4Client() {
        return context.getComponent("glm4", Glm4Component.class).shared().client();
    }

    /** Sends a body with headers to an endpoint and returns the exchange, even if it failed. */
    protected Exchange ask(String uri, Object body, Map<String, Object> headers) {
        return template.send(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    protected Exchange ask(String uri, Object body) {
        return ask(uri, body, Map.of());
    }

    /** Returns the failure of an exchange, without the exceptions of Camel around it. */
    protected static Throwable failure(Exchange exchange) {
        Throwable failure = exchange.getException();
        return failure instanceof CamelExecutionException ? failure.getCause() : failure;
    }
}
