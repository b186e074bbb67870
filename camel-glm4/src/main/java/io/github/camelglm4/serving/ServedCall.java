package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.json.Fields;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A validated request that waits for its answer: exactly one of {@link #answer} and {@link #refuse} must be called,
 * once. Thread-safe.
 */
public final class ServedCall {

    private final ChatCompletionRequest request;
    private final String model;
    private final String caller;
    private final Map<String, String> headers;
    private final ResponseWriter writer;
    private final CompletableFuture<ChatCompletion> outcome = new CompletableFuture<>();
    private final AtomicBoolean answered = new AtomicBoolean();

    ServedCall(
            ChatCompletionRequest request,
            String model,
            String caller,
            Map<String, String> headers,
            ResponseWriter writer) {
        this.request = request;
        this.model = model;
        this.caller = caller;
        this.headers = headers;
        this.writer = writer;
        writer.gone()
                .thenRun(() -> outcome.completeExceptionally(
                        new Glm4ConnectionException("the caller disconnected before the end of the answer")));
    }

    /** Returns the request without the model name. */
    public ChatCompletionRequest request() {
        return request;
    }

    /** Returns the model name of the request, unchanged. */
    public String model() {
        return model;
    }

    /** Returns the name of the caller's key, or null. */
    public String caller() {
        return caller;
    }

    /** Returns the HTTP headers for the route. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Completed on any thread if the caller disconnects before the end of the answer. */
    public CompletableFuture<Void> gone() {
        return writer.gone();
    }

    /**
     * Sends the answer, as JSON or as events.
     *
     * @param maxChars maximum text length of a JSON answer from a source
     * @return completed on an event loop after the last byte, with the complete answer (without its text if it has a
     *     source); exceptionally after a failure of the source or a disconnect
     */
    public CompletableFuture<ChatCompletion> answer(Reply reply, int maxChars) {
        first(() -> send(reply, maxChars));
        return outcome;
    }

    private void send(Reply reply, int maxChars) {
        Map<String, Object> options = Fields.object(request.parameters(), "stream_options");
        ChatResponse response = request.streamed()
                ? new EventResponse(
                        writer, reply.completion(), model, Boolean.TRUE.equals(options.get("include_usage")))
                : new JsonResponse(writer, reply.completion(), model, maxChars);
        AnswerSubscriber subscriber = new AnswerSubscriber(writer, response, reply.completion(), outcome);
        if (reply.source() == null) {
            writer.eventLoop().execute(subscriber::whole);
        } else {
            subscribe(reply.source(), subscriber);
        }
    }

    /** Sends an error. The future completes like that of {@link #answer}, with null. */
    public CompletableFuture<ChatCompletion> refuse(ServedError error) {
        first(() -> {
            writer.written().thenRun(() -> outcome.complete(null));
            writer.eventLoop().execute(() -> writer.fail(error));
        });
        return outcome;
    }

    /**
     * Closes the connection, even in the middle of the answer.
     *
     * @param reason what is recorded
     */
    public void abort(ServedError reason) {
        writer.eventLoop().execute(() -> writer.abort(reason));
    }

    private void subscribe(Reply.Source source, AnswerSubscriber answer) {
        try {
            // always in a later task of the event loop: the source could be called recursively otherwise
            source.publisher(writer::later).subscribe(answer);
        } catch (RuntimeException | Error e) {
            answer.onError(e);
        }
    }

    /** If the answer cannot be sent, for example because memory is low, the connection is closed. */
    private void first(Runnable sending) {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the call is already answered");
        }
        try {
            sending.run();
        } catch (RuntimeException | Error e) {
            writer.failed(e);
            throw e;
        }
    }
}
