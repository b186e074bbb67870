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
 * One call, from the message to the last chunk of its answer, including all of its requests, retries and tools. Counts
 * events and passes them to the listeners, whose exceptions do not affect the call. Thread-safe; chunks are reported
 * one after the other.
 */
public final class WatchedCall implements AnswerListener {

    private static final CallListener NO_LISTENER = () -> {};

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
            listeners[i] = NO_LISTENER;
            int place = i;
            guarded(i, none -> listeners[place] = factories.get(place).begin(this));
        }
    }

    /** A request of the call is sent to the service; never called concurrently. */
    public void sends(ChatCompletionRequest next) {
        request = next;
    }

    /** Called for every chunk: allocates nothing, and reads the clock only if there are listeners. */
    @Override
    public void chunk() {
        if (nanosToFirstChunk < 0) {
            lastChunk = System.nanoTime();
            nanosToFirstChunk = lastChunk - begin;
        } else if (listeners.length > 0) {
            notifyChunk(System.nanoTime());
        }
    }

    private void notifyChunk(long now) {
        // the first chunk after a round of tools was not delayed by the model
        if (lastChunk != 0) {
            for (int i = 0; i < listeners.length; i++) {
                try {
                    listeners[i].chunk(now - lastChunk);
                } catch (RuntimeException | LinkageError e) {
                    monitor.listenerFailed(factories.get(i), e);
                    listeners[i] = NO_LISTENER;
                }
            }
        }
        lastChunk = now;
    }

    /** One of the requests was answered; more may follow. */
    @Override
    public void answered(ChatCompletion whole) {
        lastChunk = 0;
        answer = whole;
        if (whole.usage() != null) {
            usage = Usage.sum(usage, whole.usage());
            counter.used(whole.usage());
        }
    }

    /** A request of the call is retried; never called concurrently. */
    public void retried() {
        retries = retries + 1;
        counter.retried();
    }

    /**
     * Runs the part of a tool that runs on the calling thread.
     *
     * @param result of the tool; its completion ends the tool call
     */
    public void tool(String name, String callId, CompletableFuture<?> result, Runnable tool) {
        tool(0, name, callId, result, tool);
    }

    /** Runs the tool in the context that this listener and the following ones set. */
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

    /** An exception of a listener does not affect the call. */
    private void guarded(int place, Consumer<CallListener> action) {
        try {
            action.accept(listeners[place]);
        } catch (RuntimeException | LinkageError e) {
            monitor.listenerFailed(factories.get(place), e);
        }
    }

    /**
     * The call is over. Calling this again has no effect. Called on an event loop only if the call was rejected there.
     *
     * @param why the call has no answer; null if it has one
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

    /** Returns the first request of the call, as sent but without tools and history. */
    public ChatCompletionRequest asked() {
        return asked;
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }

    /** Returns the conversation of the call, or null. */
    public String conversationId() {
        return conversationId;
    }

    /** Returns the name under which the call is counted: the model, or {@link BoundedTagValues#OTHERS}. */
    public String model() {
        return counter.name();
    }

    /** Returns the last request of the call, with its tools, their results and the history of the conversation. */
    public ChatCompletionRequest request() {
        return request;
    }

    /** Returns the last answer to one of the requests, or null if there is none. */
    public ChatCompletion answer() {
        return answer;
    }

    /**
     * Returns the model of the last answer, or {@link BoundedTagValues#OTHERS}; null if the service did not report it.
     */
    public String answeringModel() {
        ChatCompletion last = answer;
        return last == null || last.model() == null ? null : monitor.answeredBy(last.model());
    }

    /** Returns the sum of the usage of its answers; null if the service did not report it. */
    public Usage usage() {
        return usage;
    }

    /** Returns why the call has no answer; null if it has one, or is not over. */
    public Throwable failure() {
        return failure;
    }

    /** Returns the number of retries so far. */
    public int retries() {
        return retries;
    }

    /** Returns the nanoseconds from the start to the first chunk; negative if there was none, or without streaming. */
    public long nanosToFirstChunk() {
        return nanosToFirstChunk;
    }

    /** Returns the nanoseconds from the start to the end; negative if the call is not over. */
    public long nanos() {
        return nanos;
    }
}
