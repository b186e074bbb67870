package io.github.camelglm4.serving;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys that may use a model. Comparing takes as long for a wrong key as for a right one. Immutable. */
public final class ServerKeys {

    /** A caller whose key is right. The name is null for a key without one. */
    record Caller(String name) {}

    private static final Caller UNNAMED = new Caller(null);

    private final Map<byte[], Caller> callers = new LinkedHashMap<>();

    private ServerKeys() {}

    /**
     * Keys by the option.
     *
     * @param option {@code KEY} or {@code NAME:KEY}, comma-separated; null for no authentication
     * @throws IllegalArgumentException for a blank option, which may be a secret that was not found, or a blank key;
     *     the message names its place, not its text
     */
    public static ServerKeys parse(String option) {
        ServerKeys keys = new ServerKeys();
        if (option == null) {
            return keys;
        }
        if (option.replace(",", "").isBlank()) {
            throw new IllegalArgumentException(
                    "serverApiKeys is set but has no key: is the property or environment variable"
                            + " that it comes from empty? Set KEY or NAME:KEY, comma-separated, or leave the option out to let in"
                            + " everybody who can reach the server");
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
            keys.callers.put(digest(key), name == null ? UNNAMED : new Caller(name));
        }
        return keys;
    }

    /** Whether there is no authentication. */
    public boolean isEmpty() {
        return callers.isEmpty();
    }

    /** The caller with that key; null for an unknown key and for null. Without keys, every caller is an unnamed one. */
    Caller caller(String key) {
        if (callers.isEmpty()) {
            return UNNAMED;
        }
        if (key == null) {
            return null;
        }
        byte[] digest = digest(key);
        Caller found = null;
        for (Map.Entry<byte[], Caller> entry : callers.entrySet()) {
            // all of them, so that the time reveals nothing; digests, so that their length does not either
            if (MessageDigest.isEqual(entry.getKey(), digest)) {
                found = entry.getValue();
            }
        }
        return found;
    }

    /** Contains no key. */
    @Override
    public String toString() {
        return callers.size() + " keys";
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
