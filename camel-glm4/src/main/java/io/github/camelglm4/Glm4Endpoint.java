package io.github.camelglm4;

import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.options.ApiKeyOption;
import io.github.camelglm4.options.ChatOptions;
import io.github.camelglm4.options.ConcurrencyOptions;
import io.github.camelglm4.options.ConversationOptions;
import io.github.camelglm4.options.EndpointMistakes;
import io.github.camelglm4.options.MemoryOptions;
import io.github.camelglm4.options.OutputOptions;
import io.github.camelglm4.options.RequestOptions;
import io.github.camelglm4.options.RetryOptions;
import io.github.camelglm4.options.ServerOptions;
import io.github.camelglm4.options.ServiceOptions;
import io.github.camelglm4.options.StreamOptions;
import io.github.camelglm4.options.TimeoutOptions;
import io.github.camelglm4.options.ToolOptions;
import io.github.camelglm4.options.TransportOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Call GLM-4 models, or any model with an OpenAI-compatible chat completions API, and serve routes as such models. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glm4",
        title = "GLM-4",
        syntax = "glm4:model",
        category = {Category.AI},
        headersClass = Glm4Headers.class)
public class Glm4Endpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    @UriPath
    @Metadata(required = true)
    private String model;

    @UriParam
    private final RequestOptions request = new RequestOptions();

    @UriParam
    private final ToolOptions tooling = new ToolOptions();

    @UriParam
    private final OutputOptions typed = new OutputOptions();

    @UriParam
    private final ChatOptions chat;

    @UriParam
    private final ServiceOptions service;

    @UriParam
    private final TimeoutOptions timeouts;

    @UriParam
    private final TransportOptions transport;

    @UriParam
    private final RetryOptions retry;

    @UriParam
    private final ConcurrencyOptions concurrency;

    @UriParam
    private final StreamOptions streaming;

    @UriParam
    private final ConversationOptions conversation = new ConversationOptions();

    @UriParam
    private final MemoryOptions conversationMemory;

    @UriParam
    private final ServerOptions server;

    private List<String> written = List.of();

    public Glm4Endpoint(String uri, Glm4Component component) {
        super(uri, component);
        this.chat = component.getChat().copy();
        this.service = component.getService().copy();
        this.timeouts = component.getTimeouts().copy();
        this.transport = component.getTransport().copy();
        this.retry = component.getRetry().copy();
        this.concurrency = component.getConcurrency().copy();
        this.streaming = component.getStreaming().copy();
        this.conversationMemory = component.getConversationMemory().copy();
        this.server = component.getServer().copy();
    }

    @Override
    public Producer createProducer() {
        return new Glm4Producer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Glm4Consumer consumer = new Glm4Consumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /**
     * The TLS settings of the server, from the URI only: those of the component are for requests. Null if there are
     * none.
     */
    SSLContextParameters serverTls() {
        return written.contains("sslContextParameters") ? transport.getSslContextParameters() : null;
    }

    @Override
    public Glm4Component getComponent() {
        return (Glm4Component) super.getComponent();
    }

    @Override
    public String getServiceUrl() {
        return ApiKeyOption.baseUrl(service, System::getenv);
    }

    @Override
    public String getServiceProtocol() {
        return "http";
    }

    public String getModel() {
        return model;
    }

    /**
     * Name of the model, such as GLM-4-Air. A producer sends it unchanged; the header CamelGlm4Model overrides it. A
     * consumer serves the route under this name. With an asterisk, a producer takes the model from the header
     * CamelGlm4Model or from the request in the body, and a consumer serves every name that no other route serves.
     */
    public void setModel(String model) {
        this.model = model;
    }

    /** Whether each message names its model. */
    boolean isAnyModel() {
        return Glm4Binding.ANY_MODEL.equals(model);
    }

    /** Sets the names of the options in the URI of the endpoint. */
    void setWritten(List<String> written) {
        this.written = written;
    }

    /** Logs a warning for each option that is likely to be a mistake. */
    void reportMistakes(boolean producer) {
        List<String> found = new ArrayList<>(EndpointMistakes.withoutEffect(written, Glm4Endpoint.class, producer));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("the name of the model", model);
        PropertyConfigurerGetter options =
                (PropertyConfigurerGetter) getComponent().getEndpointPropertyConfigurer();
        for (String name : EndpointMistakes.withPlaceholders(Glm4Endpoint.class, producer)) {
            Object value = options.getOptionValue(this, name, false);
            if (value instanceof CharSequence || value instanceof Map) {
                values.put(name, value.toString());
            }
        }
        found.addAll(EndpointMistakes.unresolved(values));
        found.forEach(sentence -> getComponent().mistakes().report(getEndpointBaseUri() + ": " + sentence));
    }

    public RequestOptions getRequest() {
        return request;
    }

    public ToolOptions getTooling() {
        return tooling;
    }

    public OutputOptions getTyped() {
        return typed;
    }

    public ChatOptions getChat() {
        return chat;
    }

    public ServiceOptions getService() {
        return service;
    }

    public TimeoutOptions getTimeouts() {
        return timeouts;
    }

    public TransportOptions getTransport() {
        return transport;
    }

    public RetryOptions getRetry() {
        return retry;
    }

    public ConcurrencyOptions getConcurrency() {
        return concurrency;
    }

    public StreamOptions getStreaming() {
        return streaming;
    }

    public ConversationOptions getConversation() {
        return conversation;
    }

    public MemoryOptions getConversationMemory() {
        return conversationMemory;
    }

    public ServerOptions getServer() {
        return server;
    }
}
