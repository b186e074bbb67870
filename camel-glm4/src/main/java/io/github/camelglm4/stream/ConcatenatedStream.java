package io.github.camelglm4.stream;

import io.github.camelglm4.chat.ChatReply;
import io.github.camelglm4.client.Timers;
import io.github.camelglm4.error.AsyncFailure;
import io.github.camelglm4.error.FailureDetails;
import io.github.camelglm4.error.Glm4Exception;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Makes one stream of several that follow each other: hands on the elements of a part as far as its reader wants them, and at
 * the end of a part asks what comes next. That may take its time, and no thread waits for it. Thread-safe.
 */
public final class ConcatenatedStream implements StreamSource {

    /** Says what comes after a part. */
    @FunctionalInterface
    public interface Sequel {

        /**
         * Called on the executor for continuations when everything of a part but its end was handed on.
         *
         * @param part the part as a whole
         * @param next to be completed on any thread, exceptionally with a {@link Glm4Exception}. When the relay completes it
         *             exceptionally itself, nobody reads any more; a part that comes too late for it is to be closed
         */
        void after(ChatReply part, CompletableFuture<Next> next);

        /** Whether it is asked only when the reader has everything else: who does not come so far must not set it off. */
        default boolean isOnDemand() {
            return false;
        }

        /**
         * The stream does not come to its end: it failed, or nobody reads any more. Called on any thread before the reader
         * knows, possibly more than once; what was asked for by {@link #after} may still be under way.
         */
        default void cut() {}
    }

    /**
     * What comes: one of the two.
     *
     * @param part the next part, whose elements nobody reads but the relay; or null
     * @param end  the end of the stream; or null
     */
    public record Next(OpenedStream part, ChatReply end) {

        public static Next part(OpenedStream part) {
            return new Next(part, null);
        }

        public static Next end(ChatReply end) {
            return new Next(null, end);
        }
    }

    private final Sequel sequel;
    private final Executor executor;
    private final StreamPipe pipe;
    private final AbandonWatch abandonWatch;
    private final SerialTask turns = new SerialTask(this::relay);
    private volatile StreamReader part;
    private volatile CompletableFuture<Next> awaited;
    private volatile boolean over;
    private ChatReply kept;
    private int elements;

    private ConcatenatedStream(Sequel sequel, AnswerSettings settings, Timers timers, Executor executor) {
        this.sequel = sequel;
        this.executor = executor;
        this.pipe = new StreamPipe(this, executor);
        this.abandonWatch = new AbandonWatch(pipe, settings.abandonMillis(), timers, () -> {
            sequel.cut();
            pipe.abandon(settings.unread(FailureDetails.NONE));
            cancel();
        });
    }

    /**
     * The stream that begins with that part. To close it closes the part that is being read, and ends the waiting for the next.
     *
     * @param executor for continuations; never an event loop
     */
    public static OpenedStream open(
            OpenedStream first, Sequel sequel, AnswerSettings settings, Timers timers, Executor executor) {
        ConcatenatedStream relay = new ConcatenatedStream(sequel, settings, timers, executor);
        relay.abandonWatch.start();
        relay.follow(first.pipe());
        return new OpenedStream(
                relay.pipe, first.responseId(), first.responseModel(), first.serverRequestId(), first.attempts());
    }

    @Override
    public void wanted() {
        turns.request();
    }

    @Override
    public void cancel() {
        over = true;
        sequel.cut();
        abandonWatch.stop();
        StreamReader current = part;
        if (current != null) {
            current.close();
        }
        CompletableFuture<Next> next = awaited;
        if (next != null) {
            next.completeExceptionally(new Glm4Exception("nobody reads the stream any more"));
        }
    }

    private void follow(StreamReader next) {
        next.claim();
        // whether the elements lie unread is for the whole stream to say
        next.attend();
        part = next;
        if (over) {
            next.close();
        } else {
            turns.request();
        }
    }

    private void relay() {
        try {
            StreamReader current = part;
            while (current != null && !over && pipe.hasRoom()) {
                StreamElement element = current.poll();
                if (element == null) {
                    pipe.flush();
                    current.whenReadable(turns::request);
                    return;
                }
                if (element.isEnd()) {
                    part = null;
                    kept = element.reply();
                    break;
                }
                hand(element);
            }
            pipe.flush();
            if (kept != null && !over && (!sequel.isOnDemand() || pipe.isWaitedFor())) {
                ChatReply whole = kept;
                kept = null;
                ended(whole);
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

    private void ended(ChatReply whole) {
        CompletableFuture<Next> next = new CompletableFuture<>();
        next.whenComplete((found, failure) -> {
            try {
                goOn(found, failure);
            } catch (RuntimeException | Error e) {
                fail(e);
            }
        });
        awaited = next;
        executor.execute(() -> {
            if (next.isDone()) {
                return;
            }
            try {
                sequel.after(whole, next);
            } catch (RuntimeException | Error e) {
                next.completeExceptionally(e);
            }
        });
        if (over) {
            cancel();
        }
    }

    private void goOn(Next found, Throwable failure) {
        awaited = null;
        if (failure != null) {
            fail(failure);
        } else if (found.end() == null) {
            follow(found.part().pipe());
        } else {
            over = true;
            abandonWatch.stop();
            pipe.end(new StreamElement(elements++, StreamElement.Type.END, "", found.end()));
        }
    }

    private void fail(Throwable failure) {
        over = true;
        sequel.cut();
        abandonWatch.stop();
        Throwable cause = AsyncFailure.cause(failure);
        pipe.fail(
                cause instanceof Glm4Exception glm4
                        ? glm4
                        : new Glm4Exception("the stream could not go on", cause, FailureDetails.NONE));
    }
}
