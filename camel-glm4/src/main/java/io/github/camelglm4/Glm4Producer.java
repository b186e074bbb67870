package io.github.camelglm4;

import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.binding.Glm4Binding.BoundRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.ShortTrace;
import io.github.camelglm4.model.ChatModel;
import io.github.camelglm4.service.ServiceCalls;
import io.github.camelglm4.service.ServiceProducer;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.watch.WatchedCall;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;

/**
 * Calls the model for each exchange. The options are read and checked at startup. An exchange continues on the pool
 * {@code glm4} when its answer has arrived; no thread waits for it.
 */
final class Glm4Producer extends ServiceProducer<ProducerSetup> {

    private final Glm4Endpoint endpoint;

    Glm4Producer(Glm4Endpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected ProducerSetup read(ServiceCalls calls) throws Exception {
        return new ProducerSetup(endpoint, calls);
    }

    @Override
    protected void stopped(ProducerSetup setup) {
        setup.leave();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        ProducerSetup with;
        try {
            with = enter();
        } catch (Exception e) {
            fail(exchange, null, e);
            callback.done(true);
            return true;
        }
        return process(exchange, with, doneSync -> {
            try {
                with.leave();
            } finally {
                callback.done(doneSync);
            }
        });
    }

    /** Returns the setup of the call: a new one if a cache or a route stopped the producer just before its use. */
    private ProducerSetup enter() throws Exception {
        ProducerSetup setup = started;
        return setup != null && setup.enter() ? setup : read();
    }

    private static boolean process(Exchange exchange, ProducerSetup with, AsyncCallback callback) {
        WatchedCall call = null;
        try {
            BoundRequest bound = with.bind(exchange);
            call = with.begin(bound);
            ChatModel model = with.model(bound, call);
            if (bound.request().streamed()) {
                askStreamed(bound, with, model, call, callback);
            } else {
                askWhole(bound, with, model, call, callback);
            }
            return false;
        } catch (RuntimeException | Error e) {
            fail(exchange, call, ShortTrace.ofRefusal(e));
            callback.done(true);
            return true;
        }
    }

    private static void askWhole(
            BoundRequest bound, ProducerSetup with, ChatModel model, WatchedCall call, AsyncCallback callback) {
        CompletableFuture<ChatReply> answer = new CompletableFuture<>();
        answer.whenComplete(complete(bound.exchange(), call, callback, r -> {
            with.binding().response(bound, r);
            call.ended(null);
        }));
        model.ask(bound.request(), answer);
    }

    private static void askStreamed(
            BoundRequest bound, ProducerSetup with, ChatModel model, WatchedCall call, AsyncCallback callback) {
        CompletableFuture<OpenedStream> answer = new CompletableFuture<>();
        if (with.streamTo() == null) {
            answer.whenComplete(complete(bound.exchange(), call, callback, s -> {
                endWith(s, call);
                // after its first chunk, an answer with tools sends further requests
                with.enter();
                s.pipe().whenOver((whole, failure) -> s.pipe().executor().execute(with::leave));
                with.binding().stream(bound, s);
            }));
        } else {
            answer.thenCompose(s -> {
                        endWith(s, call);
                        return with.binding().push(bound, s, with.chunkProducers(), with.streamTo());
                    })
                    .whenComplete(complete(
                            bound.exchange(),
                            call,
                            callback,
                            r -> with.binding().response(bound, r)));
        }
        model.stream(bound.request(), answer);
    }

    private static void endWith(OpenedStream stream, WatchedCall call) {
        stream.pipe().whenOver((whole, failure) -> call.ended(failure));
    }

    /** The only place where an exchange that was sent gets its answer or failure; the future completes only once. */
    private static <T> BiConsumer<T, Throwable> complete(
            Exchange exchange, WatchedCall call, AsyncCallback callback, Consumer<T> bind) {
        return (answer, failure) -> {
            try {
                if (failure == null) {
                    bind.accept(answer);
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

    private static void fail(Exchange exchange, WatchedCall call, Throwable failure) {
        Glm4Binding.failure(exchange, failure);
        try {
            if (call != null) {
                call.ended(failure);
            }
        } catch (RuntimeException | Error again) {
            // memory is low: the exchange has its exception, and only the count of the call is missing
        }
    }
}
