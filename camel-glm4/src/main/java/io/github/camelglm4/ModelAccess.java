package io.github.camelglm4;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.client.HttpSettings;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.client.gate.ConcurrencyGate.WhenFull;
import io.github.camelglm4.client.gate.ConcurrencyGates;
import io.github.camelglm4.management.HealthChecks;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.model.ServiceModel;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.ConcurrencyOptions;
import io.github.camelglm4.options.ServiceAccess;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.watch.AskedCall;
import io.github.camelglm4.watch.CallMonitor;
import io.github.camelglm4.watch.WatchedCall;
import io.vertx.core.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.camel.Exchange;

/** How the exchanges of one started producer reach the model of its service. */
final class ModelAccess implements AutoCloseable {

    private final Glm4Client client;
    private final CallMonitor monitor;
    private final ServiceAccess service;
    private final String path;
    private final HttpClient pool;
    private final ConcurrencyOptions concurrency;
    private final AnswerSettings streamSettings;
    private final Glm4Endpoint endpoint;
    private ConcurrencyGates.Key heldGate;

    /**
     * Reads the options of the endpoint.
     *
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    ModelAccess(Glm4Endpoint endpoint) {
        this.endpoint = endpoint;
        service = endpoint.getComponent().serviceAccess(endpoint);
        path = service.url().chatCompletions();
        concurrency = endpoint.getConcurrency();
        Check.atLeast("maxConcurrentRequests", concurrency.getMaxConcurrentRequests(), 0);
        Check.atLeast("maxQueuedRequests", concurrency.getMaxQueuedRequests(), 0);
        Check.atLeast("abandonTimeout", endpoint.getStreaming().getAbandonTimeout(), 1);
        streamSettings = new AnswerSettings(
                endpoint.getChat().isStripThinking(), endpoint.getStreaming().getAbandonTimeout());
        client = endpoint.getComponent().client();
        monitor = endpoint.getComponent().monitor();
        pool = client.pool(service.connection());
        holdGate(endpoint);
    }

    /**
     * A call begins; who begins one says when it has ended.
     *
     * @param conversationId the conversation it is a turn of, or null
     */
    WatchedCall begin(ChatCompletionRequest request, String conversationId) {
        return monitor.begin(
                new AskedCall(request, service.url().host(), service.url().port(), conversationId));
    }

    /** From now on Camel may ask whether the service can be reached; the result ends that. */
    Runnable startHealthCheck(String routeId) {
        HttpSettings.Proxy proxy = service.connection().proxy();
        return HealthChecks.ofProducer(
                endpoint.getCamelContext(),
                "glm4-" + (routeId == null ? endpoint.getModel() : routeId),
                endpoint.getModel(),
                proxy == null ? service.url().host() : proxy.host(),
                proxy == null ? service.url().port() : proxy.port(),
                endpoint.getComponent().isHealthCheckProducerEnabled());
    }

    /** The model as that exchange may ask it: with its key, and as long as its caller is there. */
    ChatModel model(Exchange exchange, WatchedCall call) {
        Credential credential = service.credentialOr(exchange.getProperty(Glm4Properties.API_KEY, String.class));
        CompletableFuture<?> gone = CallerCancellation.of(exchange);
        Thread caller = Thread.currentThread();
        return new ServiceModel(
                client,
                (name, body, first) -> apiRequest(credential, name, body, whenFull(first, caller)),
                streamSettings,
                gone,
                call);
    }

    AnswerSettings streamSettings() {
        return streamSettings;
    }

    @Override
    public void close() {
        if (heldGate != null) {
            client.gates().drop(heldGate);
            heldGate = null;
        }
    }

    private ApiRequest apiRequest(Credential credential, String model, IntFunction<byte[]> body, WhenFull whenFull) {
        return new ApiRequest(
                pool,
                service.url(),
                path,
                credential,
                service.headers(),
                service.secrets(),
                service.limits(),
                service.retries(),
                admission(credential, model, whenFull),
                body,
                model);
    }

    private ApiRequest.Admission admission(Credential credential, String model, WhenFull whenFull) {
        if (concurrency.getMaxConcurrentRequests() == 0) {
            return null;
        }
        return new ApiRequest.Admission(
                new ConcurrencyGates.Key(service.url(), credential, model),
                concurrency.getMaxConcurrentRequests(),
                concurrency.getMaxQueuedRequests(),
                whenFull);
    }

    /** Only the sender may be blocked: a turn of a conversation that had to wait is asked on a thread that others need. */
    private WhenFull whenFull(boolean first, Thread caller) {
        if (first && !concurrency.isBlockWhenFull()) {
            return WhenFull.REFUSE;
        }
        return first && Thread.currentThread() == caller ? WhenFull.BLOCK : WhenFull.QUEUE;
    }

    /** Two endpoints with different numbers for one gate are found when the second starts, not under load. */
    private void holdGate(Glm4Endpoint endpoint) {
        if (concurrency.getMaxConcurrentRequests() > 0 && !endpoint.isAnyModel()) {
            ConcurrencyGates.Key key =
                    new ConcurrencyGates.Key(service.url(), service.credential(), endpoint.getModel());
            client.gates().hold(key, concurrency.getMaxConcurrentRequests(), concurrency.getMaxQueuedRequests());
            heldGate = key;
        }
    }
}
