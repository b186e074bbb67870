package io.github.camelglm4.examples.gateway;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/** The key of an administrator, for the usage page. Immutable. */
public final class AdminKey {

    private static final int RANDOM_BYTES = 24;

    private final String key;
    private final boolean random;

    private AdminKey(String key, boolean random) {
        this.key = key;
        this.random = random;
    }

    /** @param configured the property {@code gateway.admin-key}; if it is blank, a random key is created */
    public static AdminKey of(String configured) {
        if (!configured.isBlank()) {
            return new AdminKey(configured.strip(), false);
        }
        byte[] bytes = new byte[RANDOM_BYTES];
        new SecureRandom().nextBytes(bytes);
        return new AdminKey("admin-" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), true);
    }

    /** Compares in a time that does not depend on the key. */
    public boolean matches(String presented) {
        return presented != null
                && MessageDigest.isEqual(
                        key.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether the key is valid for this run only. */
    boolean isRandom() {
        return random;
    }

    /** The key itself, to be shown once. */
    String show() {
        return key;
    }

    /** Without the key. */
    @Override
    public String toString() {
        return random ? "random" : "gateway.admin-key";
    }
}
