package io.github.camelglm4.batchroute;

import io.github.camelglm4.Glm4BatchHeaders;
import io.github.camelglm4.UnknownHeaders;
import io.github.camelglm4.batch.BatchApi;
import io.github.camelglm4.batchroute.RequestWriter.WrittenRequests;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.service.ServiceCalls;
import io.github.camelglm4.service.ServiceProducer;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * Submits the requests of each exchange as batches, or cancels batches. The body is read and written to files on the
 * calling thread; the exchange continues on the pool {@code glm4} when its batches are created.
 */
final class Glm4BatchProducer extends ServiceProducer<Glm4BatchProducer.Setup> {

    private final Glm4BatchEndpoint endpoint;

    /** The options of the endpoint, read and checked once at each start. */
    record Setup(BatchCalls calls, RequestWriter writer) {}

    Glm4BatchProducer(Glm4BatchEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected Setup read(ServiceCalls calls) {
        return new Setup(new BatchCalls(calls), new RequestWriter(endpoint));
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            Setup setup = started;
            Setup with = setup != null ? setup : read();
            UnknownHeaders.report(
                    exchange.getMessage().getHeaders(),
                    endpoint.getComponent().shared().mistakes());
            BatchApi api = with.calls.api(exchange);
            if (isCancel(exchange.getMessage())) {
                complete(cancel(api, exchange.getMessage()), exchange, callback, nothing -> {});
            } else {
                submit(with.writer.write(exchange), api, exchange, callback);
            }
            return false;
        } catch (Exception | Error e) {
            Glm4Binding.failure(exchange, e);
            callback.done(true);
            return true;
        }
    }

    private void submit(WrittenRequests requests, BatchApi api, Exchange exchange, AsyncCallback callback) {
        complete(
                new Submission(api, endpoint.getJob(), requests.files()).start(),
                exchange,
                callback,
                batches -> answer(exchange.getMessage(), batches, requests.customIds()));
    }

    private static void answer(Message message, List<String> batches, List<String> customIds) {
        message.setHeader(Glm4BatchHeaders.ID, batches.size() == 1 ? batches.get(0) : batches);
        message.setHeader(Glm4BatchHeaders.REQUESTS, customIds.size());
        message.setBody(customIds);
    }

    private static boolean isCancel(Message message) {
        return Boolean.TRUE.equals(Check.trueOrFalse(
                "header " + Glm4BatchHeaders.CANCEL, message.getHeader(Glm4BatchHeaders.CANCEL, String.class)));
    }

    private static CompletableFuture<Void> cancel(BatchApi api, Message message) {
        Object header = message.getHeader(Glm4BatchHeaders.ID);
        Collection<?> ids =
                header instanceof Collection<?> several ? several : header == null ? List.of() : List.of(header);
        if (ids.isEmpty()) {
            throw new Glm4RequestException("the header " + Glm4BatchHeaders.CANCEL
                    + " requires the id of the batch, or a" + " List of ids, in the header " + Glm4BatchHeaders.ID);
        }
        return CompletableFuture.allOf(
                ids.stream().map(id -> api.cancel(String.valueOf(id))).toArray(CompletableFuture[]::new));
    }

    /** The only place where an exchange that was sent gets its answer or failure; the future completes only once. */
    private static <T> void complete(
            CompletableFuture<T> result, Exchange exchange, AsyncCallback callback, Consumer<T> answer) {
        result.whenComplete((value, failure) -> {
            try {
                if (failure == null) {
                    answer.accept(value);
                    Glm4Binding.clearFailure(exchange);
                } else {
                    Glm4Binding.failure(exchange, AsyncFailure.cause(failure));
                }
            } catch (RuntimeException | Error e) {
                Glm4Binding.failure(exchange, e);
            } finally {
                callback.done(false);
            }
        });
    }
}
