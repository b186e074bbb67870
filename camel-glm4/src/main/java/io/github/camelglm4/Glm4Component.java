package io.github.camelglm4;

import io.github.camelglm4.binding.PublisherConverter;
import io.github.camelglm4.binding.TextConverters;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.auth.ApiKeys;
import io.github.camelglm4.management.Glm4Calls;
import io.github.camelglm4.management.SensitiveOptions;
import io.github.camelglm4.options.ChatOptions;
import io.github.camelglm4.options.CheckedOptions;
import io.github.camelglm4.options.ConcurrencyOptions;
import io.github.camelglm4.options.MemoryOptions;
import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.options.RetryOptions;
import io.github.camelglm4.options.ServerOptions;
import io.github.camelglm4.options.ServiceOptions;
import io.github.camelglm4.options.StopWords;
import io.github.camelglm4.options.StreamOptions;
import io.github.camelglm4.options.TelemetryOptions;
import io.github.camelglm4.options.TimeoutOptions;
import io.github.camelglm4.options.TlsContexts;
import io.github.camelglm4.options.TransportOptions;
import io.github.camelglm4.serving.ModelServers;
import io.github.camelglm4.telemetry.CallListeners;
import io.github.camelglm4.watch.Activity;
import io.github.camelglm4.watch.CallMonitor;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.util.PropertiesHelper;

/**
 * Makes {@code glm4:} endpoints, and owns what they share: connections, threads, gates and the retry budget. Its options
 * are the defaults of all endpoints.
 *
 * <p>The options stand in groups, which are for code in Java: the catalog lists their options, not the groups themselves.
 */
@Component("glm4")
@Metadata(
        excludeProperties =
                "service,timeouts,transport,retry,concurrency,chat,streaming,conversationMemory,server,telemetry")
public class Glm4Component extends HealthCheckComponent implements SSLContextParametersAware {

    @Metadata
    private ServiceOptions service = new ServiceOptions();

    @Metadata
    private TimeoutOptions timeouts = new TimeoutOptions();

    @Metadata
    private TransportOptions transport = new TransportOptions();

    @Metadata
    private RetryOptions retry = new RetryOptions();

    @Metadata
    private ConcurrencyOptions concurrency = new ConcurrencyOptions();

    @Metadata
    private ChatOptions chat = new ChatOptions();

    @Metadata
    private StreamOptions streaming = new StreamOptions();

    @Metadata
    private MemoryOptions conversationMemory = new MemoryOptions();

    @Metadata
    private ServerOptions server = new ServerOptions();

    @Metadata
    private TelemetryOptions telemetry = new TelemetryOptions();

    @Metadata(label = "advanced", displayName = "Vert.x", autowired = true)
    private Vertx vertx;

    private final CallMonitor monitor = new CallMonitor();
    private final SharedClient sharedClient = new SharedClient(this);
    private final ConversationStores conversationStores = new ConversationStores();
    private final Mistakes mistakes = new Mistakes();
    private final TlsContexts tlsContexts = new TlsContexts();
    private final ApiKeys apiKeys = new ApiKeys(Clock.systemUTC());
    private final ModelServers servers = new ModelServers();

    /** Camel Main may show its properties before the component starts. */
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
                    "the model is missing: glm4:GLM-4-Air, or glm4:* where messages name it");
        }
        Glm4Endpoint endpoint = new Glm4Endpoint(uri, this);
        endpoint.setModel(remaining);
        endpoint.setWritten(List.copyOf(parameters.keySet()));
        endpoint.getRequest()
                .setAdditionalBodyProperty(PropertiesHelper.extractProperties(parameters, "additionalBodyProperty."));
        endpoint.setOwnTls(parameters.containsKey("sslContextParameters"));
        setProperties(endpoint, parameters);
        endpoint.getRequest()
                .setStop(StopWords.written(uri, endpoint.getRequest().getStop()));
        return endpoint;
    }

    /** The client of all endpoints, made when the first one starts. */
    Glm4Client client() {
        return sharedClient.get();
    }

    /** What goes on in all endpoints now, and has gone on since the start; the same that JMX and the developer console show. */
    public Activity activity() {
        return sharedClient.activity(monitor);
    }

    /** Where the models of all endpoints are served. */
    ModelServers servers() {
        return servers;
    }

    /** The Vert.x instance of the client and the servers; closed with the component only if it is our own. */
    Vertx sharedVertx() {
        return sharedClient.vertx();
    }

    /** The TLS contexts that connections and servers share. */
    TlsContexts tlsContexts() {
        return tlsContexts;
    }

    /** Where likely mistakes are reported. */
    Mistakes mistakes() {
        return mistakes;
    }

    /** Where the calls of all endpoints are counted. */
    CallMonitor monitor() {
        return monitor;
    }

    /** What makes credentials: endpoints with equal keys share signed tokens and gates. */
    ApiKeys apiKeys() {
        return apiKeys;
    }

    /** The conversations in which endpoints take part. */
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
        monitor.watchedBy(CallListeners.of(getCamelContext(), telemetry));
    }

    @Override
    protected void doStop() throws Exception {
        conversationStores.close();
        sharedClient.close();
        super.doStop();
    }

    public ServiceOptions getService() {
        return service;
    }

    public void setService(ServiceOptions service) {
        this.service = service;
    }

    public TimeoutOptions getTimeouts() {
        return timeouts;
    }

    public void setTimeouts(TimeoutOptions timeouts) {
        this.timeouts = timeouts;
    }

    public TransportOptions getTransport() {
        return transport;
    }

    public void setTransport(TransportOptions transport) {
        this.transport = transport;
    }

    public RetryOptions getRetry() {
        return retry;
    }

    public void setRetry(RetryOptions retry) {
        this.retry = retry;
    }

    public ConcurrencyOptions getConcurrency() {
        return concurrency;
    }

    public void setConcurrency(ConcurrencyOptions concurrency) {
        this.concurrency = concurrency;
    }

    public ChatOptions getChat() {
        return chat;
    }

    public void setChat(ChatOptions chat) {
        this.chat = chat;
    }

    public StreamOptions getStreaming() {
        return streaming;
    }

    public void setStreaming(StreamOptions streaming) {
        this.streaming = streaming;
    }

    public MemoryOptions getConversationMemory() {
        return conversationMemory;
    }

    public void setConversationMemory(MemoryOptions conversationMemory) {
        this.conversationMemory = conversationMemory;
    }

    public ServerOptions getServer() {
        return server;
    }

    public void setServer(ServerOptions server) {
        this.server = server;
    }

    public TelemetryOptions getTelemetry() {
        return telemetry;
    }

    public void setTelemetry(TelemetryOptions telemetry) {
        this.telemetry = telemetry;
    }

    public Vertx getVertx() {
        return vertx;
    }

    /**
     * The Vert.x instance that does the network's work. One from the registry is used if there is one, and not closed;
     * otherwise the component makes its own.
     */
    public void setVertx(Vertx vertx) {
        this.vertx = vertx;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return transport.isUseGlobalSslContextParameters();
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        transport.setUseGlobalSslContextParameters(useGlobalSslContextParameters);
    }
}
