package io.github.camelglm4.serving;

import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatMessage;
import io.github.camelglm4.error.StepGuard;
import io.github.camelglm4.stream.SerialTask;
import io.github.camelglm4.stream.StreamElement;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;

/**
 * Writes an answer from its source to the response, no faster than the caller reads (backpressure), and cancels the
 * source when the caller disconnects. Signals can arrive on any thread; they are queued and handled in order on the
 * event loop of the request. The last signal, a failure or a disconnect sets {@code over}: later signals are ignored.
 */
final class AnswerSubscriber implements Flow.Subscriber<StreamElement> {

    /** Number of requested elements. When half of them are written, more are requested. */
    private static final int WINDOW = 32;

    private final ResponseWriter writer;
    private final ChatResponse response;
    private final ChatCompletion whenCompleted;
    private final CompletableFuture<Reply> outcome;
    private final Queue<Runnable> signals = new ConcurrentLinkedQueue<>();
    private final SerialTask handling;
    private final StepGuard guard = new StepGuard(this::stepFailed);
    private Flow.Subscription subscription;
    private int written;
    private int wanted;
    private boolean over;

    /** @param whenCompleted the answer, without its text, for a source that completes without an end element */
    AnswerSubscriber(
            ResponseWriter writer,
            ChatResponse response,
            ChatCompletion whenCompleted,
            CompletableFuture<Reply> outcome) {
        this.writer = writer;
        this.response = response;
        this.whenCompleted = whenCompleted;
        this.outcome = outcome;
        this.handling = new SerialTask(this::handleSignals, writer.eventLoop());
    }

    /** Writes a complete answer. Used instead of a subscription. */
    void whole() {
        ChatMessage message = whenCompleted.message();
        try {
            if (message.reasoningContent() != null) {
                writer.observer().piece(message.reasoningContent());
                response.reasoning(message.reasoningContent());
            }
            if (!message.text().isEmpty()) {
                writer.observer().piece(message.text());
                response.text(message.text());
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
        end(whenCompleted);
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        handle(() -> {
            subscription = source;
            writer.whenGone(this::giveUp);
            if (!over) {
                source.request(WINDOW);
            }
        });
    }

    @Override
    public void onNext(StreamElement element) {
        handle(() -> {
            if (!over) {
                accept(element);
            }
        });
    }

    @Override
    public void onError(Throwable failure) {
        handle(() -> fail(failure));
    }

    @Override
    public void onComplete() {
        handle(() -> end(whenCompleted));
    }

    private void handle(Runnable signal) {
        signals.add(signal);
        handling.request();
    }

    private void handleSignals() {
        for (Runnable signal = signals.poll(); signal != null; signal = signals.poll()) {
            guard.run(signal);
        }
    }

    private void accept(StreamElement element) {
        try {
            if (element.isEnd()) {
                end(element.completion());
            } else if (element.text().isEmpty()) {
                // tool calls have no text: they are assembled, and written with the end
                response.busy();
            } else {
                writer.observer().piece(element.text());
                if (element.type() == StreamElement.Type.REASONING) {
                    response.reasoning(element.text());
                } else {
                    response.text(element.text());
                }
            }
        } catch (RuntimeException | Error e) {
            subscription.cancel();
            fail(e);
        }
        if (!over && ++written == WINDOW / 2) {
            wanted += written;
            written = 0;
            // in a later task of the event loop: this element is written by then, which shows whether the caller keeps
            // up
            writer.later(() -> writer.whenWritable(this::requestMore));
        }
    }

    private void requestMore() {
        if (!over && wanted > 0) {
            int count = wanted;
            wanted = 0;
            subscription.request(count);
        }
    }

    private void end(ChatCompletion last) {
        if (over) {
            return;
        }
        writer.observer().answered(last.usage(), last.finishReason());
        try {
            response.end(last);
        } catch (RuntimeException | Error e) {
            fail(e);
            return;
        }
        over = true;
        writer.written().thenRun(() -> outcome.complete(new Reply(last, null)));
    }

    private void fail(Throwable failure) {
        if (!over) {
            over = true;
            response.fail(FailureReply.of(failure, false));
            writer.written().thenRun(() -> outcome.completeExceptionally(failure));
        }
    }

    /** An error can no longer be sent to the caller: closes the connection and cancels the source. */
    private void stepFailed(Throwable cause) {
        over = true;
        try {
            writer.broken(cause);
        } finally {
            outcome.completeExceptionally(cause);
            if (subscription != null) {
                subscription.cancel();
            }
        }
    }

    private void giveUp() {
        if (!over) {
            over = true;
            subscription.cancel();
        }
    }
}
