package io.github.camelglm4;

import io.github.camelglm4.binding.BoundRequest;
import io.github.camelglm4.binding.ChunkPusher;
import io.github.camelglm4.binding.CompletionBinding;
import io.github.camelglm4.binding.FailureBinding;
import io.github.camelglm4.binding.RequestBinding;
import io.github.camelglm4.binding.StreamBinding;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.chat.ChatReplyDecoder;
import io.github.camelglm4.client.ApiCall;
import io.github.camelglm4.client.ApiRequest;
import io.github.camelglm4.client.ConcurrencyGates;
import io.github.camelglm4.client.Credential;
import io.github.camelglm4.client.Glm4Client;
import io.github.camelglm4.config.ConcurrencyOptions;
import io.github.camelglm4.config.Limits;
import io.github.camelglm4.config.ServiceAccess;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.stream.StreamSettings;
import io.github.camelglm4.stream.StreamedReply;
import io.vertx.core.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Asks the model for each exchange. The options are read and checked when it starts; an exchange goes on, on the pool
 * {@code glm4}, when its answer is there, and no thread waits for it.
 */
final class Glm4Producer extends DefaultAsyncProducer {

    private final Glm4Endpoint endpoint;
    private Glm4Client client;
    private ServiceAccess service;
    private HttpClient pool;
    private RequestBinding requestBinding;
    private CompletionBinding completionBinding;
    private ChatReplyDecoder replies;
    private StreamSettings streamSettings;
    private Endpoint streamTo;
    private ProducerCache chunkProducers;
    private ConcurrencyGates.Key heldGate;

    Glm4Producer(Glm4Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        Glm4Component component = endpoint.getComponent();
        service = component.serviceAccess(endpoint);
        requestBinding = new RequestBinding(
                endpoint.getCamelContext(),
                endpoint.getModel(),
                endpoint.getRequest(),
                endpoint.getChat(),
                endpoint.getStreaming());
        completionBinding = new CompletionBinding(endpoint.getRequest());
        replies = new ChatReplyDecoder(endpoint.getChat().isStripThinking());
        ConcurrencyOptions concurrency = endpoint.getConcurrency();
        Limits.atLeast("maxConcurrentRequests", concurrency.getMaxConcurrentRequests(), 0);
        Limits.atLeast("maxQueuedRequests", concurrency.getMaxQueuedRequests(), 0);
        Limits.atLeast("abandonTimeout", endpoint.getStreaming().getAbandonTimeout(), 1);
        streamSettings = new StreamSettings(
                endpoint.getChat().isStripThinking(), endpoint.getStreaming().getAbandonTimeout());
        startStreamTo();
        client = component.client();
        pool = client.pool(service.connection());
        holdGate(concurrency);
    }

    @Override
    protected void doStop() throws Exception {
        if (heldGate != null) {
            client.gates().drop(heldGate);
            heldGate = null;
        }
        ServiceHelper.stopService(chunkProducers);
        super.doStop();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            BoundRequest request = requestBinding.bind(exchange);
            if (request.streamed()) {
                askStreamed(exchange, request, callback);
            } else {
                askWhole(exchange, request, callback);
            }
            return false;
        } catch (RuntimeException e) {
            FailureBinding.bind(exchange, e);
            callback.done(true);
            return true;
        }
    }

    private void askWhole(Exchange exchange, BoundRequest request, AsyncCallback callback) {
        ApiCall<ChatReply> call = client.call(apiRequest(exchange, request), replies);
        call.result().whenComplete(complete(exchange, callback, r -> completionBinding.bind(exchange, request, r)));
        start(call, exchange);
    }

    private void askStreamed(Exchange exchange, BoundRequest request, AsyncCallback callback) {
        ApiCall<OpenedStream> call = client.streamedCall(
                apiRequest(exchange, request),
                (attempt, outcome) -> new StreamedReply(attempt, streamSettings, client.continuations(), outcome));
        if (streamTo == null) {
            call.result().whenComplete(complete(exchange, callback, s -> StreamBinding.bind(exchange, request, s)));
        } else {
            call.result()
                    .thenCompose(s -> new ChunkPusher(exchange, request, s, chunkProducers, streamTo).push())
                    .whenComplete(complete(exchange, callback, r -> completionBinding.bind(exchange, request, r)));
        }
        start(call, exchange);
    }

    /** Nobody waits for the answer any more once the caller of a served exchange has gone. */
    private static void start(ApiCall<?> call, Exchange exchange) {
        Object property = exchange.getProperty(Glm4Properties.CALLER_GONE);
        CompletableFuture<?> gone =
                property instanceof CompletableFuture<?> future ? future : new CompletableFuture<>();
        if (gone.isDone()) {
            throw callerGone();
        }
        call.start();
        gone.thenRun(() -> call.abort(callerGone()));
    }

    private static Glm4ConnectionException callerGone() {
        return new Glm4ConnectionException("cancelled: the caller has gone");
    }

    /** The one place where an exchange that was sent gets its answer or its failure; the future sees to it that this is once. */
    private static <T> BiConsumer<T, Throwable> complete(Exchange exchange, AsyncCallback callback, Consumer<T> bind) {
        return (answer, failure) -> {
            try {
                if (failure == null) {
                    bind.accept(answer);
                    FailureBinding.clear(exchange);
                } else {
                    FailureBinding.bind(exchange, failure instanceof CompletionException e ? e.getCause() : failure);
                }
            } catch (RuntimeException e) {
                FailureBinding.bind(exchange, e);
            }
            callback.done(false);
        };
    }

    private ApiRequest apiRequest(Exchange exchange, BoundRequest request) {
        Credential credential = service.credentialOr(exchange.getProperty(Glm4Properties.API_KEY, String.class));
        return new ApiRequest(
                pool,
                service.url(),
                service.url().chatCompletions(),
                credential,
                service.headers(),
                service.secrets(),
                service.limits(),
                service.retries(),
                admission(credential, request.request().model()),
                request.json());
    }

    private ApiRequest.Admission admission(Credential credential, String model) {
        ConcurrencyOptions options = endpoint.getConcurrency();
        if (options.getMaxConcurrentRequests() == 0) {
            return null;
        }
        return new ApiRequest.Admission(
                new ConcurrencyGates.Key(service.url(), credential, model),
                options.getMaxConcurrentRequests(),
                options.getMaxQueuedRequests(),
                options.isBlockWhenFull());
    }

    private void startStreamTo() {
        String uri = endpoint.getRequest().getStreamTo();
        if (uri != null && !uri.isBlank()) {
            streamTo = endpoint.getCamelContext().getEndpoint(uri);
            chunkProducers = new DefaultProducerCache(this, endpoint.getCamelContext(), 1);
            ServiceHelper.startService(chunkProducers);
        }
    }

    /** Two endpoints with different numbers for one gate are found when the second starts, not under load. */
    private void holdGate(ConcurrencyOptions options) {
        if (options.getMaxConcurrentRequests() > 0 && !endpoint.isAnyModel()) {
            ConcurrencyGates.Key key =
                    new ConcurrencyGates.Key(service.url(), service.credential(), endpoint.getModel());
            client.gates().hold(key, options.getMaxConcurrentRequests(), options.getMaxQueuedRequests());
            heldGate = key;
        }
    }
}
