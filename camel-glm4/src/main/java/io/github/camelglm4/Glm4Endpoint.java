package io.github.camelglm4;

import io.github.camelglm4.binding.BindingOptions;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.binding.served.ReplyBinding;
import io.github.camelglm4.binding.served.ServedBinding;
import io.github.camelglm4.options.AnswerOptions;
import io.github.camelglm4.options.BodyOptions;
import io.github.camelglm4.options.CallOptions;
import io.github.camelglm4.options.ChatOptions;
import io.github.camelglm4.options.ConversationOptions;
import io.github.camelglm4.options.MemoryOptions;
import io.github.camelglm4.options.OutputOptions;
import io.github.camelglm4.options.RequestOptions;
import io.github.camelglm4.options.ServedChatOptions;
import io.github.camelglm4.options.ServerOptions;
import io.github.camelglm4.options.StreamOptions;
import io.github.camelglm4.options.ToolOptions;
import io.github.camelglm4.serving.Allowance;
import io.github.camelglm4.serving.ChatCall;
import io.github.camelglm4.serving.Reply;
import io.github.camelglm4.serving.RequestRules;
import java.util.concurrent.Executor;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;

/** Call GLM-4 models, or any model with an OpenAI-compatible chat completions API, and serve routes as such models. */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "glm4",
        title = "GLM-4",
        syntax = "glm4:model",
        category = {Category.AI},
        headersClass = Glm4Headers.class)
public class Glm4Endpoint extends DefaultEndpoint implements ServedEndpoint<ChatCall, Reply> {

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
    private final BodyOptions bodies;

    @UriParam
    private final AnswerOptions answers = new AnswerOptions();

    @UriParam(label = "producer")
    private final CallOptions calls;

    @UriParam
    private final StreamOptions streaming;

    @UriParam
    private final ConversationOptions conversation = new ConversationOptions();

    @UriParam
    private final MemoryOptions conversationMemory;

    @UriParam
    private final ServerOptions server;

    @UriParam
    private final ServedChatOptions servedChat;

    public Glm4Endpoint(String uri, Glm4Component component) {
        super(uri, component);
        this.chat = component.getChat().copy();
        this.bodies = component.getBodies().copy();
        this.calls = component.calls();
        this.streaming = component.getStreaming().copy();
        this.conversationMemory = component.getConversationMemory().copy();
        this.server = component.getServer().copy();
        this.servedChat = component.getServedChat().copy();
    }

    @Override
    public Producer createProducer() {
        return new Glm4Producer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        Consumer consumer = new Glm4Consumer<>(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Glm4Component getComponent() {
        return (Glm4Component) super.getComponent();
    }

    @Override
    public Glm4Component serverComponent() {
        return getComponent();
    }

    @Override
    public long abandonMillis() {
        return streaming.abandonMillis();
    }

    @Override
    public ServedBinding<ChatCall, Reply> binding(Executor executor) {
        RequestRules rules = new RequestRules(chat.getMaxTemperature(), Allowance.parse(servedChat.getServerAllow()));
        return new ReplyBinding(ChatCall.reader(rules, getTransport().getMaxResponseSize()), executor);
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

    @Override
    public String name() {
        return model;
    }

    @Override
    public String fixedModel() {
        return isAnyModel() ? null : model;
    }

    /** Whether each message names its model. */
    boolean isAnyModel() {
        return Glm4Binding.ANY_MODEL.equals(model);
    }

    BindingOptions bindingOptions() {
        return new BindingOptions(
                getCamelContext(),
                model,
                chat,
                request,
                bodies,
                answers,
                tooling,
                streaming.isIncludeUsage(),
                conversation.isMemory());
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

    public BodyOptions getBodies() {
        return bodies;
    }

    public AnswerOptions getAnswers() {
        return answers;
    }

    @Override
    public CallOptions getCalls() {
        return calls;
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

    @Override
    public ServerOptions getServer() {
        return server;
    }

    public ServedChatOptions getServedChat() {
        return servedChat;
    }
}
