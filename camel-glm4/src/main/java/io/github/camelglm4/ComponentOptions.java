package io.github.camelglm4;

import io.github.camelglm4.options.BodyOptions;
import io.github.camelglm4.options.ChatOptions;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.options.MemoryOptions;
import io.github.camelglm4.options.ServedChatOptions;
import io.github.camelglm4.options.ServerOptions;
import io.github.camelglm4.options.StreamOptions;
import io.github.camelglm4.options.TelemetryOptions;
import io.github.camelglm4.service.ServiceComponent;
import io.vertx.core.Vertx;
import org.apache.camel.spi.Metadata;

/**
 * Options of the component in addition to those of calls; they are the defaults of its endpoints. Java code accesses
 * them in groups; the catalog lists single options only.
 */
@Metadata(excludeProperties = "chat,bodies,streaming,conversationMemory,server,servedChat,gateway,telemetry")
abstract class ComponentOptions extends ServiceComponent {

    @Metadata
    private ChatOptions chat = new ChatOptions();

    @Metadata
    private BodyOptions bodies = new BodyOptions();

    @Metadata
    private StreamOptions streaming = new StreamOptions();

    @Metadata
    private MemoryOptions conversationMemory = new MemoryOptions();

    @Metadata
    private ServerOptions server = new ServerOptions();

    @Metadata
    private ServedChatOptions servedChat = new ServedChatOptions();

    @Metadata
    private GatewayOptions gateway = new GatewayOptions();

    @Metadata
    private TelemetryOptions telemetry = new TelemetryOptions();

    @Metadata(label = "advanced", displayName = "Vert.x", autowired = true)
    private Vertx vertx;

    public ChatOptions getChat() {
        return chat;
    }

    public void setChat(ChatOptions chat) {
        this.chat = chat;
    }

    public BodyOptions getBodies() {
        return bodies;
    }

    public void setBodies(BodyOptions bodies) {
        this.bodies = bodies;
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

    public ServedChatOptions getServedChat() {
        return servedChat;
    }

    public void setServedChat(ServedChatOptions servedChat) {
        this.servedChat = servedChat;
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
}
