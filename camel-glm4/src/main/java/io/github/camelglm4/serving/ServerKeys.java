package io.github.camelglm4.serving;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.LinkedHashMap;
import java.util.Map;

/** The keys that may use a model. Keys are compared in constant time. Immutable. */
public final class ServerKeys {

    /** A caller with a valid key. The name is null for a key without a name. */
    record Caller(String name) {}

    private static final Caller UNNAMED = new Caller(null);

    private final Map<byte[], Caller> callers = new LinkedHashMap<>();

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
            keys.callers.put(digest(key), name == null ? UNNAMED : new Caller(name));
        }
        return keys;
    }

    /** Returns whether no authentication is required. */
    public boolean isEmpty() {
        return callers.isEmpty();
    }

    /**
     * Returns the caller with this key; null for an unknown key and for null. Without keys, all callers are unnamed.
     */
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
            // compares all keys, so that the time reveals nothing, and digests, so that it does not reveal lengths
            if (MessageDigest.isEqual(entry.getKey(), digest)) {
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

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every Java platform", e);
        }
    }
}
