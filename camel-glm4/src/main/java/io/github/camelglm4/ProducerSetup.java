package io.github.camelglm4;

import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.binding.Glm4Binding.BoundRequest;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.model.AgentLoop;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.model.ServiceModel;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.options.TypedOutputReader;
import io.github.camelglm4.service.ServiceCalls;
import io.github.camelglm4.service.ServiceSetup;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.toolroute.ToolSetup;
import io.github.camelglm4.typed.TypedOutput;
import io.github.camelglm4.typed.TypedStep;
import io.github.camelglm4.watch.CallMonitor;
import io.github.camelglm4.watch.WatchedCall;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The setup of the calls of a producer: the options of its endpoint, read and checked once at each start. A producer
 * may be stopped while it is in use, when a cache evicts it or a route is reloaded; the resources of its calls are
 * released when the last call has ended. Thread-safe.
 */
final class ProducerSetup {

    private final AtomicInteger users = new AtomicInteger(1);
    private final Glm4Endpoint endpoint;
    private final CallMonitor monitor;
    private final Mistakes mistakes;
    private final ServiceCalls calls;
    private final ServiceSetup service;
    private final Glm4Client client;
    private final ApiRequest template;
    private final AnswerSettings answers;
    private final Glm4Binding binding;
    private final TypedOutput typed;
    private final ConversationSetup conversations;
    private final Endpoint streamTo;
    private final ToolSetup tools;
    private final ProducerCache chunkProducers;

    /**
     * Reads the options of the endpoint, except those of its calls. The creator is the first user and must call
     * {@link #leave()}.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    ProducerSetup(Glm4Endpoint endpoint, ServiceCalls calls) throws Exception {
        CamelContext context = endpoint.getCamelContext();
        Glm4Component component = endpoint.getComponent();
        this.endpoint = endpoint;
        monitor = component.shared().monitor();
        mistakes = component.shared().mistakes();
        binding = new Glm4Binding(endpoint.bindingOptions());
        streamTo = endpoint.getAnswers().pushesChunks()
                ? context.getEndpoint(endpoint.getAnswers().getStreamTo())
                : null;
        this.calls = calls;
        service = calls.setup();
        client = calls.client();
        template = calls.template(service.url().chatCompletions());
        answers = new AnswerSettings(
                endpoint.getBodies().isStripThinking(), endpoint.getStreaming().abandonMillis());
        typed = TypedOutputReader.read(context, endpoint.getTyped(), endpoint.getRequest(), endpoint.getAnswers());
        conversations = ConversationSetup.read(endpoint);
        tools = new ToolSetup(context, endpoint.getTooling(), client, mistakes);
        chunkProducers = streamTo == null ? null : new DefaultProducerCache(this, context, 1);
        ServiceHelper.startService(chunkProducers);
    }

    /** Adds a user. Returns false if the last user has already left. */
    boolean enter() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** Removes a user. When the last user leaves, the resources are released. */
    void leave() {
        if (users.decrementAndGet() == 0) {
            tools.close();
            ServiceHelper.stopService(chunkProducers);
        }
    }

    /**
     * Creates the request of the exchange. Unknown headers with our prefix are reported, because they have no effect.
     */
    BoundRequest bind(Exchange exchange) {
        // getHeaders() creates a map
        if (exchange.getMessage().hasHeaders()) {
            UnknownHeaders.report(exchange.getMessage().getHeaders(), mistakes);
        }
        return binding.request(exchange);
    }

    Glm4Binding binding() {
        return binding;
    }

    /** The endpoint to which chunks are sent; null if there is none. */
    Endpoint streamTo() {
        return streamTo;
    }

    ProducerCache chunkProducers() {
        return chunkProducers;
    }

    /** Begins a call. The caller of this method must end it. */
    WatchedCall begin(BoundRequest bound) {
        String conversation =
                conversations == null ? null : conversations.id(bound.exchange().getMessage());
        ServiceUrl url = service.url();
        return monitor.begin(bound.request(), url.host(), url.port(), conversation);
    }

    /**
     * Returns the model for the call. Memory comes before typed answers, so that it stores the valid one; typed answers
     * come before tools, so that an answer is parsed only when it calls no more tools.
     */
    ChatModel model(BoundRequest bound, WatchedCall call) {
        Exchange exchange = bound.exchange();
        CompletableFuture<?> gone =
                exchange.getProperty(Glm4Properties.CALLER_GONE) instanceof CallerCancellation caller
                        ? caller.futureFor(exchange)
                        : null;
        ChatModel model = service(exchange, gone, call);
        List<Step> steps = new ArrayList<>();
        Step toolStep = bound.offersTools() ? tools.step(exchange, gone, call) : null;
        if (toolStep != null) {
            steps.add(0, toolStep);
        }
        if (typed != null) {
            refuseStream(bound.request());
            steps.add(0, new TypedStep(typed));
        }
        if (conversations != null) {
            // last, because the turn of the exchange begins here
            steps.add(0, conversations.step(exchange, gone));
        }
        return steps.isEmpty() ? model : new AgentLoop(model, steps, answers, client, client.continuations());
    }

    /** The service, called with the key of the exchange, until its caller has disconnected. */
    private ChatModel service(Exchange exchange, CompletableFuture<?> gone, WatchedCall call) {
        // an own key is rare
        Credential credential = exchange.getProperty(Glm4Properties.API_KEY) == null
                ? service.credential()
                : service.credential(exchange);
        Thread caller = Thread.currentThread();
        return new ServiceModel(
                client,
                (name, content, first) ->
                        template.with(content, credential, name, admission(credential, name, first, caller)),
                answers,
                gone,
                call);
    }

    private ApiRequest.Admission admission(Credential credential, String name, boolean first, Thread caller) {
        return service.gate() == null ? null : calls.admission(credential, name, first, caller);
    }

    private void refuseStream(ChatCompletionRequest request) {
        if (request.streamed() && streamTo == null) {
            throw new Glm4RequestException("a typed answer (" + typed.type().name()
                    + ") is validated as a whole and cannot be a stream, but the header CamelGlm4Stream or the request"
                    + " requests a stream: set the option stream=false, which overrides both");
        }
    }
}
