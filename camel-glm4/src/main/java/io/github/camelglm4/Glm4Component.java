package io.github.camelglm4;

import io.github.camelglm4.binding.PublisherConverter;
import io.github.camelglm4.binding.TextConverters;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.gateway.Gateway;
import io.github.camelglm4.management.Glm4Calls;
import io.github.camelglm4.management.SensitiveOptions;
import io.github.camelglm4.options.CheckedOptions;
import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.options.StopWords;
import io.github.camelglm4.options.TlsContexts;
import io.github.camelglm4.serving.ModelServers;
import io.github.camelglm4.telemetry.CallListeners;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.watch.Activity;
import io.github.camelglm4.watch.CallMonitor;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.PropertiesHelper;

/**
 * Creates {@code glm4:} endpoints and owns their shared resources: connections, threads, concurrency gates and the
 * retry budget. Its options are the defaults of all endpoints.
 */
@Component("glm4")
public class Glm4Component extends ComponentOptions {

    private final CallMonitor monitor = new CallMonitor();
    private final SharedClient sharedClient = new SharedClient(this);
    private final ConversationStores conversationStores = new ConversationStores();
    private final Mistakes mistakes = new Mistakes();
    private final TlsContexts tlsContexts = new TlsContexts();
    private final ApiKeys apiKeys = new ApiKeys(Clock.systemUTC());
    private final ModelServers servers = new ModelServers();
    private final ServedAddresses servedAddresses = new ServedAddresses();
    private Gateway gateway;

    /** Registers secret options here, because Camel Main may log its properties before the component starts. */
    @Override
    public void setCamelContext(CamelContext camelContext) {
        super.setCamelContext(camelContext);
        SensitiveOptions.register(camelContext);
    }

    @Override
    public PropertyConfigurer getComponentPropertyConfigurer() {
        return CheckedOptions.of(super.getComponentPropertyConfigurer());
    }

    @Override
    public PropertyConfigurer getEndpointPropertyConfigurer() {
        return CheckedOptions.of(super.getEndpointPropertyConfigurer());
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (remaining.isBlank()) {
            throw new IllegalArgumentException(
                    "the model is missing: use glm4:GLM-4-Air, or glm4:* if each message names its model");
        }
        Glm4Endpoint endpoint = new Glm4Endpoint(uri, this);
        endpoint.setModel(remaining);
        endpoint.setWritten(List.copyOf(parameters.keySet()));
        endpoint.getRequest()
                .setAdditionalBodyProperty(PropertiesHelper.extractProperties(parameters, "additionalBodyProperty."));
        setProperties(endpoint, parameters);
        endpoint.getRequest()
                .setStop(StopWords.written(uri, endpoint.getRequest().getStop()));
        return endpoint;
    }

    /** The client of all endpoints, created when the first one starts. */
    Glm4Client client() {
        return sharedClient.get();
    }

    /** Counters and current calls of all endpoints since the start, as shown by JMX and the developer console. */
    public Activity activity() {
        return sharedClient.activity(monitor);
    }

    ModelServers servers() {
        return servers;
    }

    /** Callers, limits and reports of all servers, created when the first route is served. */
    synchronized Gateway gateway() {
        if (gateway == null) {
            gateway = new Gateway(getCamelContext(), getGateway(), sharedVertx(), client().continuations());
        }
        return gateway;
    }

    /**
     * The callers of served models that are valid at the moment, in no order: those of the option
     * {@code serverCallers}. Empty without this option, and before the first route is served.
     */
    public synchronized List<Caller> callers() {
        return gateway == null ? List.of() : gateway.allCallers();
    }

    private synchronized void closeGateway() {
        if (gateway != null) {
            gateway.close();
            gateway = null;
        }
    }

    ServedAddresses servedAddresses() {
        return servedAddresses;
    }

    /**
     * The Vert.x instance of the client and the servers. It is closed with the component only if the component created
     * it.
     */
    Vertx sharedVertx() {
        return sharedClient.vertx();
    }

    TlsContexts tlsContexts() {
        return tlsContexts;
    }

    Mistakes mistakes() {
        return mistakes;
    }

    CallMonitor monitor() {
        return monitor;
    }

    /** Creates credentials: endpoints with equal keys share signed tokens and gates. */
    ApiKeys apiKeys() {
        return apiKeys;
    }

    ConversationStores conversations() {
        return conversationStores;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        TextConverters.register(getCamelContext().getTypeConverterRegistry());
        if (getCamelContext().getClassResolver().resolveClass("org.reactivestreams.FlowAdapters") != null) {
            PublisherConverter.register(getCamelContext().getTypeConverterRegistry());
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Glm4Calls.manage(getCamelContext());
        monitor.setListeners(CallListeners.of(getCamelContext(), getTelemetry()));
    }

    @Override
    protected void doStop() throws Exception {
        closeGateway();
        conversationStores.close();
        sharedClient.close();
        super.doStop();
    }
}
