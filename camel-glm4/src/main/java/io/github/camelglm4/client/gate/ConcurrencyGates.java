package io.github.camelglm4.client.gate;

import io.github.camelglm4.client.auth.Credential;
import io.github.camelglm4.error.Glm4RequestException;
import io.github.camelglm4.net.ServiceUrl;
import io.github.camelglm4.text.PrintableText;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One gate for each base URL, key and model, because the platform counts in this way. A gate exists while it is held by
 * a started endpoint, or by a call with a key or model from a header. Thread-safe.
 */
public final class ConcurrencyGates {

    private final Map<Key, Held> gates = new ConcurrentHashMap<>();

    /** Identifies a gate. Model names are not case-sensitive, as on the platform. */
    public record Key(ServiceUrl url, Credential credential, String model) {

        public Key {
            model = model.toLowerCase(Locale.ROOT);
        }
    }

    private record Held(ConcurrencyGate gate, int holders) {}

    /**
     * Returns the gate of this key; to be released with {@link #drop(Key)}.
     *
     * @throws Glm4RequestException naming the options, if the gate exists with other limits
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

    /** Releases a gate; it is removed with its last holder. */
    public void drop(Key key) {
        gates.computeIfPresent(
                key, (k, held) -> held.holders() == 1 ? null : new Held(held.gate(), held.holders() - 1));
    }

    /** Returns the number of calls that wait at all gates of a model. */
    public int queued(String model) {
        int queued = 0;
        for (Map.Entry<Key, Held> gate : gates.entrySet()) {
            if (gate.getKey().model().equalsIgnoreCase(model)) {
                queued += gate.getValue().gate().queued();
            }
        }
        return queued;
    }

    /** Wakes all threads that wait at a gate. */
    public void close() {
        gates.values().forEach(held -> held.gate().close());
    }

    private static void requireSame(String option, int here, int there, Key key) {
        if (here != there) {
            throw new Glm4RequestException(option + " is " + here + " here and " + there + " in another endpoint for "
                    + name(key) + ": set the same value in both, or on the component");
        }
    }

    private static String name(Key key) {
        return "model " + PrintableText.name(key.model()) + " at " + key.url().authority();
    }
}
