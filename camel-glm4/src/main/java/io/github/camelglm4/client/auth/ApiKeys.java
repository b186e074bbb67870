package io.github.camelglm4.client.auth;

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Creates and caches credentials by key. Signed tokens are cached by the full key, so that a rotated secret never gets
 * the token of the previous one. The cache is bounded. Thread-safe.
 */
public final class ApiKeys {

    private static final int MAX_SIGNERS = 1_000;

    private final Clock clock;
    private final Map<String, JwtCredential> signers =
            Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
                @Override
                protected boolean removeEldestEntry(Map.Entry<String, JwtCredential> eldest) {
                    return size() > MAX_SIGNERS;
                }
            });

    public ApiKeys(Clock clock) {
        this.clock = clock;
    }

    /** Returns the credential of a key that is sent unchanged. */
    public Credential bearer(String key) {
        return new Credential.BearerKey("Bearer " + key, new Secrets(List.of(key)));
    }

    /**
     * Returns the credential of a key of the form {@code id.secret}, which signs tokens and is not sent itself.
     *
     * @throws IllegalArgumentException if the key does not have that form
     */
    public Credential signing(String key) {
        return signers.computeIfAbsent(key, k -> new JwtCredential(k, clock));
    }

    /**
     * Removes white space around a key, which is common in pasted keys.
     *
     * @return null for a missing or blank key
     * @throws IllegalArgumentException naming {@code source}, if a character of the key is not allowed in a header
     */
    public static String clean(String key, String source) {
        if (key == null || key.isBlank()) {
            return null;
        }
        String clean = key.strip();
        if (!clean.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    source + " contains a character that keys cannot have (white space, control or non-ASCII)");
        }
        return clean;
    }
}
