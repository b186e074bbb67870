package io.github.camelglm4.serving;

import io.github.camelglm4.usage.Caller;
import io.github.camelglm4.usage.KeyDigest;
import io.github.camelglm4.usage.KnownCallers;
import io.github.camelglm4.usage.PresentedKey;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys that may use a model. Keys are compared in constant time. Immutable. */
public final class ServerKeys implements KnownCallers {

    private final Map<KeyDigest, Caller> callers = new LinkedHashMap<>();

    private ServerKeys() {}

    /**
     * Parses the option.
     *
     * @param option {@code KEY} or {@code NAME:KEY}, comma-separated; null for no authentication
     * @throws IllegalArgumentException for a blank option, which may be a secret that was not found, and for a blank
     *     key or name; the message contains its position, but not its text
     */
    public static ServerKeys parse(String option) {
        ServerKeys keys = new ServerKeys();
        if (option == null) {
            return keys;
        }
        if (option.replace(",", "").isBlank()) {
            throw new IllegalArgumentException("serverApiKeys is set, but contains no key: its property or environment"
                    + " variable may be empty. Set comma-separated KEY or NAME:KEY entries, or remove the option to"
                    + " disable authentication");
        }
        int place = 0;
        for (String entry : option.split(",", -1)) {
            place++;
            int colon = entry.indexOf(':');
            String key = entry.substring(colon + 1).strip();
            String name = colon < 0 ? null : entry.substring(0, colon).strip();
            if (key.isEmpty() || name != null && name.isEmpty()) {
                throw new IllegalArgumentException("serverApiKeys must be comma-separated KEY or NAME:KEY, but entry "
                        + place + " has no " + (key.isEmpty() ? "key" : "name"));
            }
            keys.callers.put(KeyDigest.of(key), name == null ? Caller.UNNAMED : Caller.named(name));
        }
        return keys;
    }

    @Override
    public boolean isOpen() {
        return callers.isEmpty();
    }

    /** Without keys, all callers are unnamed. */
    @Override
    public Caller find(PresentedKey key) {
        if (callers.isEmpty()) {
            return Caller.UNNAMED;
        }
        if (key == null) {
            return null;
        }
        KeyDigest digest = key.digest();
        Caller found = null;
        for (Map.Entry<KeyDigest, Caller> entry : callers.entrySet()) {
            // compares all keys, so that the time reveals nothing, and digests, so that it does not reveal lengths
            if (entry.getKey().equals(digest)) {
                found = entry.getValue();
            }
        }
        return found;
    }

    /** Does not contain a key. */
    @Override
    public String toString() {
        return callers.size() + " keys";
    }
}
