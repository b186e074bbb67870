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

/** The calls of a component: counts them by model, and gives each its listeners. Thread-safe. */
public final class CallMonitor {

    private static final Logger LOG = LoggerFactory.getLogger(CallMonitor.class);

    private final Map<String, ModelCounter> counters = new ConcurrentHashMap<>();
    private final BoundedTagValues asked = new BoundedTagValues();
    private final BoundedTagValues answered = new BoundedTagValues();
    private final Set<CallListener.Factory> failedListeners = ConcurrentHashMap.newKeySet();
    private volatile List<CallListener.Factory> listeners = List.of();
    private volatile LastFailure lastFailure;

    /** Sets the listeners of calls that begin from now on. What they fail with is logged, and no call fails. */
    public void setListeners(List<CallListener.Factory> factories) {
        listeners = List.copyOf(factories);
    }

    /**
     * A call begins.
     *
     * @param request the first request of the call, as it goes to the service but for tools and history
     * @param host of the service
     * @param port of the service
     * @param conversationId the conversation it is a turn of, or null
     */
    public WatchedCall begin(ChatCompletionRequest request, String host, int port, String conversationId) {
        return new WatchedCall(this, request, host, port, conversationId, listeners);
    }

    /**
     * The counts of each model, in the order of names.
     *
     * @param queued tells how many calls of a model wait at a gate now
     */
    public List<ModelCounts> counts(ToIntFunction<String> queued) {
        return counters.values().stream()
                .map(counter -> counter.counts(queued.applyAsInt(counter.name())))
                .sorted(Comparator.comparing(ModelCounts::model))
                .toList();
    }

    /** The failure of the call that failed last, or null. */
    public LastFailure lastFailure() {
        return lastFailure;
    }

    /** Meters and spans run code of the application and of libraries in versions that it chose: each is logged once. */
    void listenerFailed(CallListener.Factory factory, Throwable failure) {
        if (failedListeners.add(factory)) {
            LOG.warn(
                    "Calls go on, but {} failed to watch one; further failures of it are not logged", factory, failure);
        }
    }

    void failed(LastFailure failure) {
        lastFailure = failure;
    }

    /** The name under which answers of that model are told apart, or not any more. */
    String answeredBy(String model) {
        return answered.bounded(PrintableText.name(model));
    }

    /** Spellings that differ in case are one model to the platform, and share a gate. */
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
