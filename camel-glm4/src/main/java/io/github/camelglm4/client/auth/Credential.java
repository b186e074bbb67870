package io.github.camelglm4.client.auth;

/** What a request says about who sends it. Thread-safe; {@code toString} shows nothing. */
public interface Credential {

    /** For services that want no key. */
    Credential NONE = new BearerKey(null, Secrets.NONE);

    /** Value of the Authorization header, or null for none. */
    String authorization();

    /** Makes the next {@link #authorization()} a fresh one; false where that is not possible. */
    default boolean renew() {
        return false;
    }

    /**
     * Everything that must not be shown, should a service echo it. Called for each request, so that it must be cheap.
     */
    Secrets secrets();

    /** A key that is sent as it is. Equal to another one of the same key: calls with one key share a gate. */
    record BearerKey(String authorization, Secrets secrets) implements Credential {

        @Override
        public String toString() {
            return authorization == null ? "no key" : "bearer key";
        }
    }
}
