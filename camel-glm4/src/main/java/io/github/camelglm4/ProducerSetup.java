package io.github.camelglm4;

import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.binding.Glm4Binding.BoundRequest;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.HttpSettings;
import io.github.camelglm4.client.JsonContent;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.client.gate.ConcurrencyGates;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.management.HealthChecks;
import io.github.camelglm4.model.AgentLoop;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.model.ServiceModel;
import io.github.camelglm4.model.Step;
import io.github.camelglm4.options.Mistakes;
import io.github.camelglm4.options.TypedOutputReader;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.toolroute.ToolSetup;
import io.github.camelglm4.typed.TypedOutput;
import io.github.camelglm4.typed.TypedStep;
import io.github.camelglm4.watch.CallMonitor;
import io.github.camelglm4.watch.WatchedCall;
import io.vertx.core.http.HttpClient;
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
    private final Glm4Client client;
    private final ServiceSetup service;
    private final String path;
    private final List<HttpClient> pools;
    private final AnswerSettings answers;
    private final Glm4Binding binding;
    private final TypedOutput typed;
    private final ConversationSetup conversations;
    private final Endpoint streamTo;
    private final ToolSetup tools;
    private final ProducerCache chunkProducers;

    /**
     * Reads the options of the endpoint. The creator is the first user and must call {@link #leave()}.
     *
     * @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed
     */
    ProducerSetup(Glm4Endpoint endpoint) throws Exception {
        CamelContext context = endpoint.getCamelContext();
        Glm4Component component = endpoint.getComponent();
        this.endpoint = endpoint;
        monitor = component.monitor();
        mistakes = component.mistakes();
        binding = new Glm4Binding(endpoint);
        streamTo = endpoint.getRequest().pushesChunks()
                ? context.getEndpoint(endpoint.getRequest().getStreamTo())
                : null;
        service = ServiceSetup.read(endpoint);
        path = service.url().chatCompletions();
        answers = new AnswerSettings(
                endpoint.getChat().isStripThinking(), endpoint.getStreaming().abandonMillis());
        client = component.client();
        pools = client.pools(service.connection());
        typed = TypedOutputReader.read(context, endpoint.getTyped(), endpoint.getRequest());
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
     * Called when the producer starts: holds the gate of its endpoint, and adds its health check, if enabled. The
     * returned task ends both: calls in progress hold the gate themselves, and the next start may set another limit.
     *
     * @throws Glm4RequestException if another endpoint has set different limits for the same gate
     */
    Runnable start(String routeId) {
        ApiRequest.Admission gate = endpoint.isAnyModel() ? null : service.admission();
        if (gate != null) {
            client.gates().hold(gate.key(), gate.maxConcurrent(), gate.maxQueued());
        }
        Runnable release = () -> {
            if (gate != null) {
                client.gates().drop(gate.key());
            }
        };
        try {
            Runnable endHealthCheck = startHealthCheck(routeId);
            return () -> {
                endHealthCheck.run();
                release.run();
            };
        } catch (RuntimeException e) {
            release.run();
            throw e;
        }
    }

    private Runnable startHealthCheck(String routeId) {
        HttpSettings.Proxy proxy = service.connection().proxy();
        return HealthChecks.ofProducer(
                endpoint.getCamelContext(),
                "glm4-" + (routeId == null ? endpoint.getModel() : routeId),
                endpoint.getModel(),
                proxy == null ? service.url().host() : proxy.host(),
                proxy == null ? service.url().port() : proxy.port(),
                endpoint.getComponent().isHealthCheckProducerEnabled());
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
        return monitor.begin(
                bound.request(), service.url().host(), service.url().port(), conversation);
    }

    /**
     * Returns the model for the call. Memory comes before typed answers, so that it stores the valid one; typed answers
     * come before tools, so that an answer is parsed only when it calls no more tools.
     */
    ChatModel model(BoundRequest bound, WatchedCall call) {
        Exchange exchange = bound.exchange();
        // without conversion: to convert another value, Camel might wait for it
        CompletableFuture<?> gone =
                exchange.getProperty(Glm4Properties.CALLER_GONE) instanceof CallerCancellation caller
                        ? caller.futureFor(exchange)
                        : null;
        ChatModel service = service(exchange, gone, call);
        List<Step> steps = new ArrayList<>();
        Step calls = bound.offersTools() ? tools.step(exchange, gone, call) : null;
        if (calls != null) {
            steps.add(0, calls);
        }
        if (typed != null) {
            refuseStream(bound.request());
            steps.add(0, new TypedStep(typed));
        }
        if (conversations != null) {
            // last, because the turn of the exchange begins here
            steps.add(0, conversations.step(exchange, gone));
        }
        return steps.isEmpty() ? service : new AgentLoop(service, steps, answers, client, client.continuations());
    }

    /** The service, called with the key of the exchange, until its caller has disconnected. */
    private ChatModel service(Exchange exchange, CompletableFuture<?> gone, WatchedCall call) {
        String key = exchange.getProperty(Glm4Properties.API_KEY, String.class);
        Credential credential = key == null ? service.credential() : service.credentialOf(key);
        Thread caller = Thread.currentThread();
        return new ServiceModel(
                client,
                (name, content, first) ->
                        apiRequest(credential, name, content, admission(credential, name, first, caller)),
                answers,
                gone,
                call);
    }

    private void refuseStream(ChatCompletionRequest request) {
        if (request.streamed() && streamTo == null) {
            throw new Glm4RequestException("a typed answer (" + typed.type().name()
                    + ") is validated as a whole and cannot be a stream, but the header CamelGlm4Stream or the request"
                    + " requests a stream: set the option stream=false, which overrides both");
        }
    }

    private ApiRequest apiRequest(
            Credential credential, String model, JsonContent content, ApiRequest.Admission admission) {
        return new ApiRequest(
                pools,
                service.url(),
                path,
                credential,
                service.headers(),
                service.secrets(),
                service.limits(),
                service.retries(),
                admission,
                content,
                model);
    }

    /** Only the thread of the caller may be blocked: a turn that had to wait sends its request on a shared thread. */
    private ApiRequest.Admission admission(Credential credential, String model, boolean first, Thread caller) {
        ApiRequest.Admission own = service.admission();
        if (own == null) {
            return null;
        }
        boolean asSet = first && (own.whenFull() == WhenFull.REFUSE || Thread.currentThread() == caller);
        return new ApiRequest.Admission(
                new ConcurrencyGates.Key(service.url(), credential, model),
                own.maxConcurrent(),
                own.maxQueued(),
                asSet ? own.whenFull() : WhenFull.QUEUE);
    }
}
