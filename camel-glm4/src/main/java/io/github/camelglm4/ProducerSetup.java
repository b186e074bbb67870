package io.github.camelglm4;

import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.binding.Glm4Binding.BoundRequest;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.HttpSettings;
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
import java.util.function.IntFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;

/**
 * What the calls of a producer work with: the options of its endpoint, read and checked once by each start of it. A
 * producer may be stopped while it is in use, when a cache evicts it or a route is reloaded: what its calls need is
 * released when the last of them has ended. Thread-safe.
 */
final class ProducerSetup {

    private final AtomicInteger users = new AtomicInteger(1);
    private final Glm4Endpoint endpoint;
    private final CallMonitor monitor;
    private final Mistakes mistakes;
    private final Glm4Client client;
    private final ServiceSetup service;
    private final String path;
    private final HttpClient pool;
    private final AnswerSettings answers;
    private final Glm4Binding binding;
    private final TypedOutput typed;
    private final ConversationSetup conversations;
    private final Endpoint streamTo;
    private final ToolSetup tools;
    private final ProducerCache chunkProducers;

    /**
     * Reads the options of the endpoint. Whoever makes it is its first user, who {@link #leave() leaves} it.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
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
        pool = client.pool(service.connection());
        typed = TypedOutputReader.read(context, endpoint.getTyped(), endpoint.getRequest());
        conversations = ConversationSetup.read(endpoint);
        tools = new ToolSetup(context, endpoint.getTooling(), client, mistakes);
        chunkProducers = streamTo == null ? null : new DefaultProducerCache(this, context, 1);
        ServiceHelper.startService(chunkProducers);
    }

    /** One more user; false when the last one has left already. */
    boolean enter() {
        return users.getAndUpdate(count -> count == 0 ? 0 : count + 1) > 0;
    }

    /** One user less; the last one releases what was made. */
    void leave() {
        if (users.decrementAndGet() == 0) {
            tools.close();
            ServiceHelper.stopService(chunkProducers);
        }
    }

    /**
     * The producer starts: it holds the gate of its endpoint, and Camel may ask whether the service can be reached. The
     * result ends both: calls under way hold the gate by themselves, and the next start may set another limit.
     *
     * @throws Glm4RequestException when another endpoint has different numbers for that gate
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

    /** What the exchange asks. A header that looks like one of ours and is none would be ignored silently. */
    BoundRequest bind(Exchange exchange) {
        // to ask a message for its headers makes a map of them
        if (exchange.getMessage().hasHeaders()) {
            UnknownHeaders.report(exchange.getMessage().getHeaders(), mistakes);
        }
        return binding.request(exchange);
    }

    Glm4Binding binding() {
        return binding;
    }

    /** Where chunks are pushed to; null when they are not. */
    Endpoint streamTo() {
        return streamTo;
    }

    ProducerCache chunkProducers() {
        return chunkProducers;
    }

    /** A call begins; who begins one says when it has ended. */
    WatchedCall begin(BoundRequest bound) {
        String conversation =
                conversations == null ? null : conversations.id(bound.exchange().getMessage());
        return monitor.begin(
                bound.request(), service.url().host(), service.url().port(), conversation);
    }

    /**
     * The model as that call asks it. Memory stands in front of typed answers, so that it keeps the one that fits, and
     * those in front of tools, so that an answer is read when no tool is called any more.
     */
    ChatModel model(BoundRequest bound, WatchedCall call) {
        Exchange exchange = bound.exchange();
        // as it is: to convert another value, Camel might wait for it
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
            // last, because the exchange is in its turn from here on
            steps.add(0, conversations.step(exchange, gone));
        }
        return steps.isEmpty() ? service : new AgentLoop(service, steps, answers, client, client.continuations());
    }

    /** The service with the key of the exchange, and as long as its caller is there. */
    private ChatModel service(Exchange exchange, CompletableFuture<?> gone, WatchedCall call) {
        String key = exchange.getProperty(Glm4Properties.API_KEY, String.class);
        Credential credential = key == null ? service.credential() : service.credentialOf(key);
        Thread caller = Thread.currentThread();
        return new ServiceModel(
                client,
                (name, body, first) -> apiRequest(credential, name, body, admission(credential, name, first, caller)),
                answers,
                gone,
                call);
    }

    private void refuseStream(ChatCompletionRequest request) {
        if (request.streamed() && streamTo == null) {
            throw new Glm4RequestException("a typed answer (" + typed.type().name()
                    + ") is checked as a whole and cannot be a stream, but one is asked for by the header CamelGlm4Stream"
                    + " or the request; stream=false in the endpoint's options overrides both");
        }
    }

    private ApiRequest apiRequest(
            Credential credential, String model, IntFunction<byte[]> body, ApiRequest.Admission admission) {
        return new ApiRequest(
                pool,
                service.url(),
                path,
                credential,
                service.headers(),
                service.secrets(),
                service.limits(),
                service.retries(),
                admission,
                body,
                model);
    }

    /**
     * Only the sender may be blocked: a turn of a conversation that had to wait is asked on a thread that others need.
     */
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
