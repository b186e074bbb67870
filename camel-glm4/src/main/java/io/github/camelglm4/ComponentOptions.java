package io.github.camelglm4;

import io.github.camelglm4.options.ChatOptions;
import io.github.camelglm4.options.ConcurrencyOptions;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.options.MemoryOptions;
import io.github.camelglm4.options.RetryOptions;
import io.github.camelglm4.options.ServerOptions;
import io.github.camelglm4.options.ServiceOptions;
import io.github.camelglm4.options.StreamOptions;
import io.github.camelglm4.options.TelemetryOptions;
import io.github.camelglm4.options.TimeoutOptions;
import io.github.camelglm4.options.TransportOptions;
import io.vertx.core.Vertx;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.HealthCheckComponent;

/**
 * Options of the component, which are the defaults of its endpoints. Java code accesses them in groups; the catalog
 * lists single options only.
 */
@Metadata(
        excludeProperties =
                "service,timeouts,transport,retry,concurrency,chat,streaming,conversationMemory,server,gateway,"
                        + "telemetry")
abstract class ComponentOptions extends HealthCheckComponent implements SSLContextParametersAware {

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
    private GatewayOptions gateway = new GatewayOptions();

    @Metadata
    private TelemetryOptions telemetry = new TelemetryOptions();

    @Metadata(label = "advanced", displayName = "Vert.x", autowired = true)
    private Vertx vertx;

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

    public GatewayOptions getGateway() {
        return gateway;
    }

    public void setGateway(GatewayOptions gateway) {
        this.gateway = gateway;
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
     * Vert.x instance for network I/O. If the registry contains an instance, it is used, and it is not closed with the
     * component. Otherwise the component creates its own.
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
