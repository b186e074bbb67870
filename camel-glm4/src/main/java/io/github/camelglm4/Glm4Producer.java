package io.github.camelglm4;

import io.github.camelglm4.binding.BoundRequest;
import io.github.camelglm4.binding.ChunkPusher;
import io.github.camelglm4.binding.CompletionBinding;
import io.github.camelglm4.binding.FailureBinding;
import io.github.camelglm4.binding.RequestBinding;
import io.github.camelglm4.binding.StreamBinding;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.toolroute.ToolAccess;
import io.github.camelglm4.watch.WatchedCall;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ProducerCache;
import org.apache.camel.spi.RouteIdAware;
import org.apache.camel.support.DefaultAsyncProducer;
import org.apache.camel.support.cache.DefaultProducerCache;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Asks the model for each exchange. The options are read and checked when it starts; an exchange goes on, on the pool
 * {@code glm4}, when its answer is there, and no thread waits for it.
 */
final class Glm4Producer extends DefaultAsyncProducer implements RouteIdAware {

    /** Made in advance, for when memory is too short to make one. */
    private static final Glm4Exception NO_WORDS =
            new Glm4Exception("the call failed, and there was not enough memory to say why");

    private final Glm4Endpoint endpoint;
    private ModelAccess access;
    private ToolAccess tools;
    private TypedAccess typed;
    private ConversationAccess conversations;
    private RequestBinding requestBinding;
    private CompletionBinding completionBinding;
    private Endpoint streamTo;
    private ProducerCache chunkProducers;
    private String routeId;
    private Runnable endHealthCheck = () -> {};

    Glm4Producer(Glm4Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        endpoint.reportMistakes(true);
        requestBinding = new RequestBinding(
                endpoint.getCamelContext(),
                endpoint.getModel(),
                endpoint.getRequest(),
                endpoint.getChat(),
                endpoint.getStreaming(),
                endpoint.getTooling(),
                endpoint.getConversation().isMemory());
        startStreamTo();
        access = new ModelAccess(endpoint);
        tools = new ToolAccess(
                endpoint.getCamelContext(),
                endpoint.getTooling(),
                access.streamSettings(),
                endpoint.getComponent().client());
        typed = new TypedAccess(endpoint, access.streamSettings());
        completionBinding = new CompletionBinding(endpoint.getRequest(), tools.isManual());
        conversations = new ConversationAccess(endpoint, access.streamSettings());
        endHealthCheck = access.startHealthCheck(routeId);
    }

    @Override
    protected void doStop() throws Exception {
        endHealthCheck.run();
        if (access != null) {
            access.close();
            access = null;
        }
        if (tools != null) {
            tools.close();
            tools = null;
        }
        ServiceHelper.stopService(chunkProducers);
        super.doStop();
    }

    @Override
    public String getRouteId() {
        return routeId;
    }

    @Override
    public void setRouteId(String routeId) {
        this.routeId = routeId;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        WatchedCall call = null;
        try {
            UnknownHeaders.report(
                    exchange.getMessage().getHeaders(), endpoint.getComponent().mistakes());
            BoundRequest request = requestBinding.bind(exchange);
            call = access.begin(request.request(), conversations.id(exchange));
            ChatModel model = model(exchange, request, call);
            if (request.streamed()) {
                askStreamed(exchange, model, request, call, callback);
            } else {
                askWhole(exchange, model, request, call, callback);
            }
            return false;
        } catch (RuntimeException | Error e) {
            fail(exchange, call, e);
            callback.done(true);
            return true;
        }
    }

    /** What takes several requests for one answer stands in front of what makes one. */
    private ChatModel model(Exchange exchange, BoundRequest request, WatchedCall call) {
        ChatModel service = access.model(exchange, call);
        ChatModel texts = request.offersTools() ? tools.inFrontOf(service, exchange, call) : service;
        return conversations.inFrontOf(typed.inFrontOf(texts, request.streamed()), exchange);
    }

    private void askWhole(
            Exchange exchange, ChatModel model, BoundRequest request, WatchedCall call, AsyncCallback callback) {
        CompletableFuture<ChatReply> answer = new CompletableFuture<>();
        answer.whenComplete(complete(exchange, call, callback, r -> {
            completionBinding.bind(exchange, request, r);
            call.ended(null);
        }));
        model.ask(request.request(), answer);
    }

    private void askStreamed(
            Exchange exchange, ChatModel model, BoundRequest request, WatchedCall call, AsyncCallback callback) {
        CompletableFuture<OpenedStream> answer = new CompletableFuture<>();
        if (streamTo == null) {
            answer.whenComplete(complete(exchange, call, callback, s -> {
                endWith(s, call);
                StreamBinding.bind(exchange, request, s);
            }));
        } else {
            answer.thenCompose(s -> {
                        endWith(s, call);
                        return new ChunkPusher(exchange, request, s, chunkProducers, streamTo).push();
                    })
                    .whenComplete(
                            complete(exchange, call, callback, r -> completionBinding.bind(exchange, request, r)));
        }
        model.stream(request.request(), answer);
    }

    private static void endWith(OpenedStream stream, WatchedCall call) {
        stream.pipe().whenOver((whole, failure) -> call.ended(failure));
    }

    /** The one place where an exchange that was sent gets its answer or its failure; the future sees to it that this is once. */
    private static <T> BiConsumer<T, Throwable> complete(
            Exchange exchange, WatchedCall call, AsyncCallback callback, Consumer<T> bind) {
        return (answer, failure) -> {
            try {
                if (failure == null) {
                    bind.accept(answer);
                    FailureBinding.clear(exchange);
                } else {
                    fail(exchange, call, AsyncFailure.cause(failure));
                }
            } catch (RuntimeException | Error e) {
                fail(exchange, call, e);
            } finally {
                callback.done(false);
            }
        };
    }

    /** Without an exception the exchange would go on with its question as its answer: it has one even when nothing else can be said. */
    private static void fail(Exchange exchange, WatchedCall call, Throwable failure) {
        try {
            FailureBinding.bind(exchange, failure);
            if (call != null) {
                call.ended(failure);
            }
        } catch (RuntimeException | Error again) {
            if (exchange.getException() == null) {
                exchange.setException(NO_WORDS);
            }
        }
    }

    private void startStreamTo() {
        String uri = endpoint.getRequest().getStreamTo();
        if (uri != null && !uri.isBlank()) {
            streamTo = endpoint.getCamelContext().getEndpoint(uri);
            chunkProducers = new DefaultProducerCache(this, endpoint.getCamelContext(), 1);
            ServiceHelper.startService(chunkProducers);
        }
    }
}
