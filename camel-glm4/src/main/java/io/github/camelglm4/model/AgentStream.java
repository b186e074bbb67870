package io.github.camelglm4.model;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.Timers;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import io.github.camelglm4.model.Step.Again;
import io.github.camelglm4.model.Step.Done;
import io.github.camelglm4.model.Step.Next;
import io.github.camelglm4.stream.AbandonWatch;
import io.github.camelglm4.stream.AnswerSettings;
import io.github.camelglm4.stream.OpenedStream;
import io.github.camelglm4.stream.SerialTask;
import io.github.camelglm4.stream.StreamElement;
import io.github.camelglm4.stream.StreamPipe;
import io.github.camelglm4.stream.StreamReader;
import io.github.camelglm4.stream.StreamSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Joins the streams that the steps of a loop request into one: passes on the elements of a part as fast as the reader
 * wants them, and passes the reply at the end of a part to the steps. No thread waits for the steps. Thread-safe.
 *
 * <p>States: reads a {@code part}, holds a reply ({@code held}), waits for a step, waits for the next part
 * ({@code awaited}), or is {@code over}. {@link #relay} leads from part to reply, on the thread that adds or wants an
 * element; the steps lead to the next state, on the executor.
 */
final class AgentStream implements StreamSource {

    private final AgentLoop loop;
    private final Executor executor;
    private final StreamPipe pipe;
    private final AbandonWatch abandonWatch;
    private final SerialTask relaying = new SerialTask(this::relay);
    private final CompletableFuture<Void> failed = new CompletableFuture<>();
    private volatile StreamReader part;
    private volatile ChatReply held;
    private volatile CompletableFuture<OpenedStream> awaited;
    private volatile boolean over;
    private int elements;

    private AgentStream(AgentLoop loop, AnswerSettings settings, Timers timers, Executor executor) {
        this.loop = loop;
        this.executor = executor;
        this.pipe = new StreamPipe(this, executor);
        this.abandonWatch = new AbandonWatch(pipe, settings.abandonMillis(), timers, () -> {
            over = true;
            pipe.drop();
            loop.giveUp();
            pipe.abandon(settings.unread(FailureDetails.NONE));
            cancel();
        });
        failed.whenComplete((never, failure) -> fail(failure));
    }

    /**
     * Opens the stream that begins with that part. Closing it closes the current part and cancels the next one.
     *
     * @param executor the executor for continuations; never an event loop
     */
    static OpenedStream open(
            OpenedStream first, AgentLoop loop, AnswerSettings settings, Timers timers, Executor executor) {
        AgentStream stream = new AgentStream(loop, settings, timers, executor);
        stream.abandonWatch.start();
        stream.read(first.pipe());
        return new OpenedStream(
                stream.pipe, first.responseId(), first.responseModel(), first.serverRequestId(), first.attempts());
    }

    @Override
    public void wanted() {
        relaying.request();
    }

    @Override
    public void cancel() {
        stop();
        CompletableFuture<OpenedStream> next = awaited;
        if (next != null) {
            next.cancel(false);
        }
    }

    private void stop() {
        over = true;
        loop.giveUp();
        abandonWatch.stop();
        StreamReader current = part;
        if (current != null) {
            current.close();
        }
    }

    private void read(StreamReader next) {
        next.claim();
        // only the joined stream checks whether its elements are read
        next.attend();
        part = next;
        if (over) {
            next.close();
        } else {
            relaying.request();
        }
    }

    private void relay() {
        try {
            StreamReader current = part;
            while (current != null && !over && pipe.hasRoom()) {
                StreamElement element = current.poll();
                if (element == null) {
                    pipe.flush();
                    current.whenReadable(relaying::request);
                    return;
                }
                if (element.isEnd()) {
                    part = null;
                    held = element.reply();
                    break;
                }
                hand(element);
            }
            pipe.flush();
            ChatReply reply = held;
            if (reply != null && !over && (!loop.isOnDemand() || pipe.isWaitedFor())) {
                held = null;
                executor.execute(() -> judge(reply));
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void hand(StreamElement element) {
        int index = elements++;
        pipe.put(
                element.index() == index
                        ? element
                        : new StreamElement(index, element.type(), element.text(), element.reply()));
    }

    private void judge(ChatReply reply) {
        try {
            if (!over) {
                AsyncFailure.goOn(loop.after(reply), failed, this::follow);
            }
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    private void follow(Next next) {
        if (next instanceof Again again) {
            ask(again.request());
        } else if (next instanceof Done done && loop.isOver()) {
            abandonWatch.stop();
            pipe.end(new StreamElement(elements++, StreamElement.Type.END, "", done.reply()));
            over = true;
        } else if (next instanceof Done done) {
            held = done.reply();
            relaying.request();
        }
    }

    private void ask(ChatCompletionRequest request) {
        CompletableFuture<OpenedStream> opened = new CompletableFuture<>();
        AsyncFailure.goOn(opened, failed, stream -> read(stream.pipe()));
        awaited = opened;
        if (over) {
            opened.cancel(false);
        } else {
            loop.model().stream(request, opened);
        }
    }

    private void fail(Throwable failure) {
        if (over) {
            return;
        }
        stop();
        Throwable cause = AsyncFailure.cause(failure);
        pipe.fail(
                cause instanceof Glm4Exception glm4
                        ? glm4
                        : new Glm4Exception("the stream cannot continue", cause, FailureDetails.NONE));
    }
}
