package io.github.camelglm4.watch;

import io.github.camelglm4.chat.AnswerListener;
import io.github.camelglm4.chat.ChatCompletion;
import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.chat.Usage;
import io.github.camelglm4.error.AsyncFailure;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One call, from the message to the last chunk of its answer, including all of its requests, retries and tools. Counts
 * events and passes them to the listeners, whose exceptions do not affect the call. Thread-safe; chunks are reported
 * one after the other.
 */
public final class WatchedCall implements AnswerListener {

    /**
     * What a call asks for, and where.
     *
     * @param operation name of the operation in OpenTelemetry's conventions for generative AI
     * @param model name of the requested model
     * @param parameters of the first request, under their names in JSON
     * @param conversationId the conversation of the call, or null
     * @param host of the service
     * @param port of the service
     */
    public record Asked(
            String operation,
            String model,
            Map<String, Object> parameters,
            String conversationId,
            String host,
            int port) {

        static final String CHAT = "chat";
    }

    private static final CallListener NO_LISTENER = () -> {};

    private final CallMonitor monitor;
    private final Asked asked;
    private final ModelCounter counter;
    private final List<CallListener.Factory> factories;

    private final CallListener[] listeners;

    private final AtomicBoolean over = new AtomicBoolean();
    private final long begin = System.nanoTime();
    private volatile long nanosToFirstChunk = -1;
    private volatile long nanos = -1;
    private final AtomicInteger retries = new AtomicInteger();
    private volatile ChatCompletionRequest request;
    private volatile ChatCompletion answer;
    private volatile Usage usage;
    private volatile String responseId;
    private volatile String responseModel;
    private volatile Throwable failure;
    private long lastChunk;

    /** @param request the first request to a chat model; null for another operation */
    WatchedCall(CallMonitor monitor, Asked asked, ChatCompletionRequest request, List<CallListener.Factory> factories) {
        this.monitor = monitor;
        this.asked = asked;
        this.counter = monitor.counter(asked.model());
        this.request = request;
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

    /** One of the requests to a chat model was answered; more may follow. */
    @Override
    public void answered(ChatCompletion whole) {
        lastChunk = 0;
        answer = whole;
        answered(whole.id(), whole.model(), whole.usage());
    }

    /**
     * One of the requests was answered; others may run or follow.
     *
     * @param id of the response, or null
     * @param model that answered, or null
     * @param tokens or null
     */
    public synchronized void answered(String id, String model, Usage tokens) {
        responseId = id;
        responseModel = model;
        if (tokens != null) {
            usage = Usage.sum(usage, tokens);
            counter.used(tokens);
        }
    }

    /** A request of the call is retried. */
    public void retried() {
        retries.incrementAndGet();
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

    public Asked asked() {
        return asked;
    }

    /** Returns the name under which the call is counted: the model, or {@link BoundedTagValues#OTHERS}. */
    public String model() {
        return counter.name();
    }

    /**
     * Returns the last request to a chat model, with its tools, their results and the history of the conversation; null
     * for another operation.
     */
    public ChatCompletionRequest request() {
        return request;
    }

    /** Returns the last answer of a chat model; null if there is none. */
    public ChatCompletion answer() {
        return answer;
    }

    /** Returns the id of the last response; null if there is none. */
    public String responseId() {
        return responseId;
    }

    /** Returns the model of the last answer; null if there is none, or if the service did not report it. */
    public String responseModel() {
        return responseModel;
    }

    /** Returns {@link #responseModel()} for meters: with a limited number of names. */
    public String answeringModel() {
        String model = responseModel;
        return model == null ? null : monitor.answeredBy(model);
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
        return retries.get();
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
