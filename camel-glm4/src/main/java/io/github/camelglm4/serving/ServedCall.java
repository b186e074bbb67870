package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.error.Glm4ConnectionException;
import io.github.camelglm4.json.Fields;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One request to a model, checked, that waits for its answer: exactly one of {@link #answer} and {@link #refuse} is
 * called, once. Thread-safe.
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
                        new Glm4ConnectionException("the caller went away before it had its answer")));
    }

    /** What is asked, without the name of the model. */
    public ChatCompletionRequest request() {
        return request;
    }

    /** The name that was asked for, as it was written. */
    public String model() {
        return model;
    }

    /** The name that belongs to the caller's key, or null. */
    public String caller() {
        return caller;
    }

    /** The HTTP headers that a route may see. */
    public Map<String, String> headers() {
        return headers;
    }

    /** Completed, on any thread, when the caller has gone before it had its answer. */
    public CompletableFuture<Void> gone() {
        return writer.gone();
    }

    /**
     * Sends the answer, as JSON or as events.
     *
     * @param maxChars the longest text that is gathered for an answer as JSON
     * @return the whole answer, without its text where that came piece by piece, when the last byte is out;
     *     exceptionally when the source failed or the caller has gone. Completed on an event loop
     */
    public CompletableFuture<ChatCompletion> answer(Reply reply, int maxChars) {
        requireFirst();
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
        return outcome;
    }

    /** Sends an error; completed as by {@link #answer}, without a completion. */
    public CompletableFuture<ChatCompletion> refuse(ServedError error) {
        requireFirst();
        writer.written().thenRun(() -> outcome.complete(null));
        writer.eventLoop().execute(() -> writer.fail(error));
        return outcome;
    }

    /** Closes the connection, whatever was written. */
    public void abort() {
        writer.eventLoop().execute(writer::abort);
    }

    private void subscribe(Reply.Source source, AnswerSubscriber answer) {
        try {
            // always in the next turn of the event loop: otherwise a source could be entered twice
            source.publisher(writer::later).subscribe(answer);
        } catch (RuntimeException | Error e) {
            answer.onError(e);
        }
    }

    private void requireFirst() {
        if (!answered.compareAndSet(false, true)) {
            throw new IllegalStateException("the call was answered already");
        }
    }
}
