package io.github.camelglm4.watch;

import io.github.camelglm4.chat.AnswerListener;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.error.AsyncFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One call, from the message that asks, over all of its requests, retries and tools, to the last chunk of its answer.
 * Counts what happens and passes it on to the listeners, whose failures stay their own. Thread-safe; chunks come one
 * after the other.
 */
public final class WatchedCall implements AnswerListener {

    private static final CallListener NOBODY = () -> {};

    private final CallMonitor monitor;
    private final ChatCompletionRequest asked;
    private final String host;
    private final int port;
    private final String conversationId;
    private final ModelCounter counter;
    private final List<CallListener.Factory> factories;

    private final CallListener[] listeners;

    private final AtomicBoolean over = new AtomicBoolean();
    private final long begin = System.nanoTime();
    private volatile long nanosToFirstChunk = -1;
    private volatile long nanos = -1;
    private volatile int retries;
    private volatile ChatCompletionRequest request;
    private volatile ChatCompletion answer;
    private volatile Usage usage;
    private volatile Throwable failure;
    private long lastChunk;

    WatchedCall(
            CallMonitor monitor,
            ChatCompletionRequest asked,
            String host,
            int port,
            String conversationId,
            List<CallListener.Factory> factories) {
        this.monitor = monitor;
        this.asked = asked;
        this.host = host;
        this.port = port;
        this.conversationId = conversationId;
        this.counter = monitor.counter(asked.model());
        this.request = asked;
        counter.began();
        this.factories = factories;
        this.listeners = new CallListener[factories.size()];
        for (int i = 0; i < listeners.length; i++) {
            listeners[i] = NOBODY;
            int place = i;
            guarded(i, nobody -> listeners[place] = factories.get(place).begin(this));
        }
    }

    /** A request of it goes to the service; one after the other. */
    public void sends(ChatCompletionRequest next) {
        request = next;
    }

    /** For every chunk: allocates nothing, and reads the clock only if there are listeners. */
    @Override
    public void chunk() {
        if (nanosToFirstChunk < 0) {
            lastChunk = System.nanoTime();
            nanosToFirstChunk = lastChunk - begin;
        } else if (listeners.length > 0) {
            tellChunk(System.nanoTime());
        }
    }

    private void tellChunk(long now) {
        // what comes after a round of tools was not kept waiting by the model
        if (lastChunk != 0) {
            for (int i = 0; i < listeners.length; i++) {
                try {
                    listeners[i].chunk(now - lastChunk);
                } catch (RuntimeException | LinkageError e) {
                    monitor.listenerFailed(factories.get(i), e);
                    listeners[i] = NOBODY;
                }
            }
        }
        lastChunk = now;
    }

    /** One of its requests was answered; there may be more. */
    @Override
    public void answered(ChatCompletion whole) {
        lastChunk = 0;
        answer = whole;
        if (whole.usage() != null) {
            usage = Usage.sum(usage, whole.usage());
            counter.used(whole.usage());
        }
    }

    /** A request of it is sent again; one after the other. */
    public void retried() {
        retries = retries + 1;
        counter.retried();
    }

    /**
     * Runs a tool for its model, as far as it runs on the calling thread.
     *
     * @param result of the tool, which is over with it
     */
    public void tool(String name, String callId, CompletableFuture<?> result, Runnable tool) {
        tool(0, name, callId, result, tool);
    }

    /** Within the surroundings that the listener at that place and those behind it want for the tool. */
    private void tool(int place, String name, String callId, CompletableFuture<?> result, Runnable tool) {
        if (place == listeners.length) {
            tool.run();
            return;
        }
        AtomicBoolean begun = new AtomicBoolean();
        try {
            ToolListener watch = listeners[place].tool(name, callId);
            result.whenComplete((text, failure) -> guarded(place, same -> watch.ended(failure)));
            watch.run(() -> {
                begun.set(true);
                tool(place + 1, name, callId, result, tool);
            });
        } catch (RuntimeException | LinkageError e) {
            if (begun.get()) {
                throw e;
            }
            monitor.listenerFailed(factories.get(place), e);
            tool(place + 1, name, callId, result, tool);
        }
    }

    /** What a listener fails with stays its own: the call goes on. */
    private void guarded(int place, Consumer<CallListener> action) {
        try {
            action.accept(listeners[place]);
        } catch (RuntimeException | LinkageError e) {
            monitor.listenerFailed(factories.get(place), e);
        }
    }

    /**
     * It is over; to say so again changes nothing. On an event loop only if the route itself asked on one and was
     * refused.
     *
     * @param why it has no answer; null when it has one
     */
    public void ended(Throwable why) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        nanos = System.nanoTime() - begin;
        if (why != null) {
            failure = AsyncFailure.cause(why);
            monitor.failed(LastFailure.of(counter.name(), failure));
        }
        counter.ended(why != null);
        for (int i = 0; i < listeners.length; i++) {
            guarded(i, CallListener::ended);
        }
    }

    /** The first of its requests, as it goes to the service but for tools and history. */
    public ChatCompletionRequest asked() {
        return asked;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** The conversation it is a turn of, or null. */
    public String conversationId() {
        return conversationId;
    }

    /** The name under which it is counted: that of the model, unless there are too many to tell apart. */
    public String model() {
        return counter.name();
    }

    /** The last of its requests: with its tools and their results, and with what its conversation remembers. */
    public ChatCompletionRequest request() {
        return request;
    }

    /** The last answer to one of its requests; null as long as there is none. */
    public ChatCompletion answer() {
        return answer;
    }

    /** The name of the model that answered last, unless there are too many to tell apart; null where none was said. */
    public String answeringModel() {
        ChatCompletion last = answer;
        return last == null || last.model() == null ? null : monitor.answeredBy(last.model());
    }

    /** What its answers cost together; null where the service did not say. */
    public Usage usage() {
        return usage;
    }

    /** Why it has no answer; null when it has one, or is not over. */
    public Throwable failure() {
        return failure;
    }

    public int retries() {
        return retries;
    }

    /** From its begin to the first chunk, in nanoseconds; negative when none came, or it is not streamed. */
    public long nanosToFirstChunk() {
        return nanosToFirstChunk;
    }

    /** From its begin to its end, in nanoseconds; negative when it is not over. */
    public long nanos() {
        return nanos;
    }
}
