package io.github.camelglm4.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/** The calls of a component: counts them by model, and tells whoever watches of each. Thread-safe. */
public final class CallMonitor {

    /** What callers of a gateway ask for may be anything: further names are counted together. */
    private static final int MOST_MODELS = 1_000;

    private static final String FURTHER = "(others)";

    private final Map<String, ModelCounter> counters = new ConcurrentHashMap<>();
    private volatile List<CallView> views = List.of();
    private volatile LastFailure lastFailure;

    /** Says who watches the calls that begin from now on. */
    public void watchedBy(List<CallView> newViews) {
        views = List.copyOf(newViews);
    }

    /** A call begins. */
    public WatchedCall begin(AskedCall asked) {
        return new WatchedCall(this, asked, counter(asked.model()), views);
    }

    /**
     * The counts of each model, in the order of names.
     *
     * @param queued tells how many calls of a model wait at a gate now
     */
    public List<ModelCounts> counts(ToIntFunction<String> queued) {
        return counters.values().stream()
                .distinct()
                .map(counter -> counter.counts(queued.applyAsInt(counter.name())))
                .sorted(Comparator.comparing(ModelCounts::model))
                .toList();
    }

    /** The failure of the call that failed last, or null. */
    public LastFailure lastFailure() {
        return lastFailure;
    }

    void failed(LastFailure failure) {
        lastFailure = failure;
    }

    private ModelCounter counter(String model) {
        ModelCounter counter = counters.get(model);
        if (counter != null) {
            return counter;
        }
        if (counters.size() >= MOST_MODELS) {
            return counters.computeIfAbsent(FURTHER, ModelCounter::new);
        }
        // spellings that differ in case are one model to the platform, and share a gate
        ModelCounter shared = counters.computeIfAbsent(model.toLowerCase(Locale.ROOT), key -> new ModelCounter(model));
        counters.putIfAbsent(model, shared);
        return shared;
    }
}
