package io.github.camelglm4.operation;

import io.github.camelglm4.CallerCancellation;
import io.github.camelglm4.Glm4Headers;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.binding.CompletionHeaders;
import io.github.camelglm4.binding.Glm4Binding;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.client.ApiRequest.JsonContent;
import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.service.ServiceCalls;
import io.github.camelglm4.watch.WatchedCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * The call of an operation for one exchange, with all of its requests.
 *
 * @param <A> the answer to one request
 */
final class OperationCall<A> {

    private static final int OK = 200;

    private final ServiceCalls calls;
    private final Operation operation;
    private final ExchangeRequests<A> requests;
    private final String model;
    private final Exchange exchange;
    private final AsyncCallback callback;
    private final Credential credential;
    /** Completed when the caller no longer waits; null if there is none. */
    private final CompletableFuture<?> gone;

    private final WatchedCall watched;
    private final Thread caller = Thread.currentThread();

    /** @throws RuntimeException if the message is invalid */
    OperationCall(
            OperationProducer.Setup setup, ExchangeRequests<A> requests, Exchange exchange, AsyncCallback callback) {
        calls = setup.calls();
        operation = setup.operation();
        this.requests = requests;
        model = setup.modelOf(exchange.getMessage());
        this.exchange = exchange;
        this.callback = callback;
        credential = calls.setup().credential(exchange);
        // not after the start: the exchange may have continued on another thread
        gone = exchange.getProperty(Glm4Properties.CALLER_GONE) instanceof CallerCancellation cancellation
                ? cancellation.futureFor(exchange)
                : null;
        ServiceUrl url = calls.setup().url();
        watched = setup.monitor().begin(operation.name(), model, requests.commonFields(), url.host(), url.port());
    }

    /** @throws RuntimeException if the first requests cannot be created; then nothing is sent */
    void start() {
        CompletableFuture<List<OperationReply<A>>> replies = new CompletableFuture<>();
        ParallelRequests<A> parallel = new ParallelRequests<>(
                requests,
                operation.maxParallelRequests(),
                this::send,
                calls.client().continuations(),
                replies);
        replies.whenComplete(this::complete);
        try {
            parallel.start();
        } catch (RuntimeException | Error e) {
            KeptElements.rewind(exchange, exchange.getMessage());
            watched.ended(e);
            throw e;
        }
        if (gone != null) {
            gone.thenRun(() -> parallel.cancel(Glm4ConnectionException.callerGone()));
        }
    }

    private void send(OperationRequest<A> request, boolean first, CompletableFuture<OperationReply<A>> reply) {
        byte[] json = json(request);
        calls.client()
                .call(
                        calls.request(
                                calls.setup().url().operation(operation.path()),
                                (JsonContent) retry -> json,
                                credential,
                                model,
                                calls.admission(credential, model, first, caller)),
                        response -> {
                            OperationReply<A> read = OperationReply.of(response, request.reader());
                            watched.answered(read.id(), read.model(), read.usage());
                            return read;
                        },
                        reply)
                .onRetry(watched::retried)
                .start();
    }

    private byte[] json(OperationRequest<A> request) {
        Map<String, Object> fields = new LinkedHashMap<>(requests.commonFields());
        fields.putAll(request.fields());
        // replaces that of a request in the body
        fields.put("model", model);
        try {
            return Json.write(fields);
        } catch (IllegalArgumentException e) {
            throw new Glm4RequestException("the request " + e.getMessage(), e, FailureDetails.NONE);
        }
    }

    /** The only place where an exchange that was sent gets its answer or failure; the future completes only once. */
    private void complete(List<OperationReply<A>> replies, Throwable failure) {
        try {
            if (failure == null) {
                answer(exchange.getMessage(), replies);
                Glm4Binding.clearFailure(exchange);
                watched.ended(null);
            } else {
                fail(AsyncFailure.cause(failure));
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        } finally {
            callback.done(false);
        }
    }

    private void fail(Throwable failure) {
        Glm4Binding.failure(exchange, failure);
        KeptElements.rewind(exchange, exchange.getMessage());
        watched.ended(failure);
    }

    private void answer(Message message, List<OperationReply<A>> replies) {
        Message answered = message.copy();
        CompletionHeaders.remove(answered.getHeaders());
        setCommon(answered.getHeaders(), replies);
        requests.answer(answered, replies.stream().map(OperationReply::answer).toList(), details(answered));
        KeptElements.rewind(exchange, answered);
        // only now: a failure leaves the message as it was
        message.setHeaders(answered.getHeaders());
        message.setBody(answered.getBody());
    }

    /** What is known about the requests of an answer. */
    private static FailureDetails details(Message answered) {
        return new FailureDetails(
                OK,
                answered.getHeader(Glm4Headers.SERVER_REQUEST_ID, String.class),
                answered.getHeader(Glm4Headers.ATTEMPTS, int.class));
    }

    private void setCommon(Map<String, Object> headers, List<OperationReply<A>> replies) {
        CompletionHeaders.name(headers, Glm4Headers.REQUEST_MODEL, model);
        Usage usage = null;
        int attempts = 0;
        for (OperationReply<A> reply : replies) {
            CompletionHeaders.name(headers, Glm4Headers.RESPONSE_ID, reply.id());
            CompletionHeaders.name(headers, Glm4Headers.RESPONSE_MODEL, reply.model());
            CompletionHeaders.name(headers, Glm4Headers.SERVER_REQUEST_ID, reply.serverRequestId());
            usage = Usage.sum(usage, reply.usage());
            attempts += reply.attempts();
        }
        CompletionHeaders.usage(headers, usage);
        headers.put(Glm4Headers.ATTEMPTS, attempts);
    }
}
