package io.github.camelglm4;

import io.github.camelglm4.binding.PublisherConverter;
import io.github.camelglm4.binding.TextConverters;
import io.github.camelglm4.gateway.Gateway;
import io.github.camelglm4.management.Glm4Calls;
import io.github.camelglm4.options.CallOptions;
import io.github.camelglm4.options.StopWords;
import io.github.camelglm4.service.SharedService;
import io.github.camelglm4.serving.ModelServers;
import io.github.camelglm4.telemetry.CallListeners;
import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.watch.Activity;
import java.util.List;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.util.PropertiesHelper;

/**
 * Creates {@code glm4:} endpoints and owns their shared resources: connections, threads, concurrency gates and the
 * retry budget. Its options are the defaults of all endpoints.
 */
@Component("glm4")
public class Glm4Component extends ComponentOptions {

    private final SharedService shared = new SharedService(this, this::getVertx);
    private final ConversationStores conversationStores = new ConversationStores();
    private final ModelServers servers = new ModelServers();
    private final ServedAddresses servedAddresses = new ServedAddresses();
    private Gateway gateway;

    @Override
    public SharedService shared() {
        return shared;
    }

    /** The options of this component: no other provides defaults for it. */
    @Override
    public CallOptions calls() {
        return own().copy();
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        if (remaining.isBlank()) {
            throw new IllegalArgumentException(
                    "the model is missing: use glm4:GLM-4-Air, or glm4:* if each message names its model");
        }
        Glm4Endpoint endpoint = new Glm4Endpoint(uri, this);
        endpoint.setModel(remaining);
        endpoint.getRequest()
                .setAdditionalBodyProperty(PropertiesHelper.extractProperties(parameters, "additionalBodyProperty."));
        setProperties(endpoint, parameters);
        endpoint.getRequest()
                .setStop(StopWords.written(uri, endpoint.getRequest().getStop()));
        return endpoint;
    }

    /** Counters and current calls of all endpoints since the start, as shown by JMX and the developer console. */
    public Activity activity() {
        return shared.activity();
    }

    ModelServers servers() {
        return servers;
    }

    /** Callers, limits and reports of all servers, created when the first route is served. */
    synchronized Gateway gateway() {
        if (gateway == null) {
            gateway = new Gateway(
                    getCamelContext(),
                    getGateway(),
                    shared.vertx(),
                    shared.client().continuations());
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
        shared.monitor().setListeners(CallListeners.of(getCamelContext(), getTelemetry()));
    }

    @Override
    protected void doStop() throws Exception {
        closeGateway();
        conversationStores.close();
        shared.close();
        super.doStop();
    }
}
