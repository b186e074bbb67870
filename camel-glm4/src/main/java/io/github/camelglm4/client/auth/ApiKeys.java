package io.github.camelglm4.client.auth;

import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Credentials by key. Signed tokens are kept by full key, so that a rotated secret never meets the token of its
 * predecessor; the number kept is bounded. Thread-safe.
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

    /** A key that is sent as it is. */
    public Credential bearer(String key) {
        return new Credential.BearerKey("Bearer " + key, new Secrets(List.of(key)));
    }

    /**
     * A key of the form {@code id.secret} that signs tokens instead of being sent.
     *
     * @throws IllegalArgumentException when the key is not of that form
     */
    public Credential signing(String key) {
        return signers.computeIfAbsent(key, k -> new JwtCredential(k, clock));
    }

    /**
     * A key without the white space around it that a pasted one often has.
     *
     * @return null for a missing or blank key
     * @throws IllegalArgumentException naming {@code source}, when a character in it cannot stand in a header
     */
    public static String clean(String key, String source) {
        if (key == null || key.isBlank()) {
            return null;
        }
        String clean = key.strip();
        if (!clean.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw new IllegalArgumentException(
                    source + " holds a character that no key has (white space, control or non-ASCII)");
        }
        return clean;
    }
}
