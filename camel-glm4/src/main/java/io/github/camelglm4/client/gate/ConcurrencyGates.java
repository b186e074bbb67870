package io.github.camelglm4.client.gate;

import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.text.PrintableText;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One gate for each base URL, key and model, because that is how the platform counts. A gate lives as long as someone
 * holds it: an endpoint while it is started, or a call whose key or model came with the message. Thread-safe.
 */
public final class ConcurrencyGates {

    private final Map<Key, Held> gates = new ConcurrentHashMap<>();

    /** What a gate is for. Two spellings of a model that differ in case are one model to the platform. */
    public record Key(ServiceUrl url, Credential credential, String model) {

        public Key {
            model = model.toLowerCase(Locale.ROOT);
        }
    }

    private record Held(ConcurrencyGate gate, int holders) {}

    /**
     * The gate of that key; to be given back with {@link #drop(Key)}.
     *
     * @throws Glm4RequestException naming the options, when it exists with other numbers
     */
    public ConcurrencyGate hold(Key key, int maxConcurrent, int maxQueued) {
        return gates.compute(key, (k, held) -> {
                    if (held == null) {
                        return new Held(new ConcurrencyGate(name(k), maxConcurrent, maxQueued), 1);
                    }
                    requireSame(
                            "maxConcurrentRequests", maxConcurrent, held.gate().limit(), k);
                    requireSame("maxQueuedRequests", maxQueued, held.gate().maxQueued(), k);
                    return new Held(held.gate(), held.holders() + 1);
                })
                .gate();
    }

    /** Gives a gate back; with its last holder it is forgotten. */
    public void drop(Key key) {
        gates.computeIfPresent(
                key, (k, held) -> held.holders() == 1 ? null : new Held(held.gate(), held.holders() - 1));
    }

    /** How many calls of a model wait now, at all of its gates. */
    public int queued(String model) {
        int queued = 0;
        for (Map.Entry<Key, Held> gate : gates.entrySet()) {
            if (gate.getKey().model().equalsIgnoreCase(model)) {
                queued += gate.getValue().gate().queued();
            }
        }
        return queued;
    }

    /** Wakes every thread that waits at a gate. */
    public void close() {
        gates.values().forEach(held -> held.gate().close());
    }

    private static void requireSame(String option, int here, int there, Key key) {
        if (here != there) {
            throw new Glm4RequestException(option + " is " + here + " here and " + there + " in another endpoint for "
                    + name(key) + ": set the same in both, or on the component");
        }
    }

    private static String name(Key key) {
        return "model " + PrintableText.name(key.model()) + " at " + key.url().authority();
    }
}
