package io.github.camelglm4.watch;

import io.github.camelglm4.chat.ChatCompletionRequest;
import io.github.camelglm4.text.PrintableText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the calls of a component by model, and gives each call its listeners. Thread-safe. */
public final class CallMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(CallMonitor.class);

    private final Map<String, ModelCounter> counters = new ConcurrentHashMap<>();
    private final BoundedTagValues asked = new BoundedTagValues();
    private final BoundedTagValues answered = new BoundedTagValues();
    private final Set<CallListener.Factory> failedListeners = ConcurrentHashMap.newKeySet();
    private volatile List<CallListener.Factory> listeners = List.of();
    private volatile LastFailure lastFailure;

    /** Sets the listeners of calls that begin from now on. Their exceptions are logged, and do not fail the call. */
    public void setListeners(List<CallListener.Factory> factories) {
        listeners = List.copyOf(factories);
    }

    /**
     * Begins a call of a chat model.
     *
     * @param request the first request of the call, as sent to the service but without tools and history
     * @param host of the service
     * @param port of the service
     * @param conversationId the conversation of the call, or null
     */
    public WatchedCall begin(ChatCompletionRequest request, String host, int port, String conversationId) {
        WatchedCall.Asked asked = new WatchedCall.Asked(
                WatchedCall.Asked.CHAT, request.model(), request.parameters(), conversationId, host, port);
        return new WatchedCall(this, asked, request, listeners);
    }

    /**
     * Begins a call of another operation.
     *
     * @param operation its name in OpenTelemetry's conventions for generative AI
     * @param model the requested model
     * @param parameters of the requests, under their names in JSON
     * @param host of the service
     * @param port of the service
     */
    public WatchedCall begin(String operation, String model, Map<String, Object> parameters, String host, int port) {
        return new WatchedCall(
                this, new WatchedCall.Asked(operation, model, parameters, null, host, port), null, listeners);
    }

    /**
     * Returns the counts of each model, sorted by name.
     *
     * @param queued returns the number of calls of a model that wait at a gate
     */
    public List<ModelCounts> counts(ToIntFunction<String> queued) {
        return counters.values().stream()
                .map(counter -> counter.counts(queued.applyAsInt(counter.name())))
                .sorted(Comparator.comparing(ModelCounts::model))
                .toList();
    }

    /** Returns the failure of the last failed call, or null. */
    public LastFailure lastFailure() {
        return lastFailure;
    }

    /** Logs the first failure of each listener: listeners run code and library versions of the application. */
    void listenerFailed(CallListener.Factory factory, Throwable failure) {
        if (failedListeners.add(factory)) {
            LOG.warn(
                    "The listener {} failed. Calls continue, and its further failures are not logged",
                    factory,
                    failure);
        }
    }

    void failed(LastFailure failure) {
        lastFailure = failure;
    }

    /** Returns the name under which answers of this model are counted: its own, or the one for further models. */
    String answeredBy(String model) {
        return answered.bounded(PrintableText.name(model));
    }

    /** Model names are not case-sensitive on the platform, and share a gate. */
    ModelCounter counter(String model) {
        String shown = PrintableText.name(model);
        String name = shown.toLowerCase(Locale.ROOT);
        ModelCounter counter = counters.get(name);
        return counter != null
                ? counter
                : counters.computeIfAbsent(
                        asked.bounded(name),
                        key -> new ModelCounter(key.equals(BoundedTagValues.OTHERS) ? key : shown));
    }
}
