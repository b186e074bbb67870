package io.github.camelglm4.client.auth;

/** Authenticates requests. Thread-safe; {@code toString} shows nothing secret. */
public interface Credential {

    /** For services without authentication. */
    Credential NONE = new BearerKey(null, Secrets.NONE);

    /** Returns the value of the Authorization header, or null for none. */
    String authorization();

    /** Makes the next {@link #authorization()} create a new value; returns false if that is not possible. */
    default boolean renew() {
        return false;
    }

    /**
     * Returns everything that must not be shown if a service echoes it. Called for each request, so it must be fast.
     */
    Secrets secrets();

    /** A key that is sent unchanged. Equal to another one with the same key: calls with one key share a gate. */
    record BearerKey(String authorization, Secrets secrets) implements Credential {

        @Override
        public String toString() {
            return authorization == null ? "no key" : "bearer key";
        }
    }
}
