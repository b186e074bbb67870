package io.github.camelglm4.client.auth;

/** What a request says about who sends it. Thread-safe; {@code toString} shows nothing. */
public interface Credential {

    /** For services that want no key. */
    Credential NONE = new Credential() {
        @Override
        public String authorization() {
            return null;
        }

        @Override
        public Secrets secrets() {
            return Secrets.NONE;
        }

        @Override
        public String toString() {
            return "no key";
        }
    };

    /** Value of the Authorization header, or null for none. */
    String authorization();

    /** Makes the next {@link #authorization()} a fresh one; false where that is not possible. */
    default boolean renew() {
        return false;
    }

    /** Everything that must not be shown, should a service echo it. Called for each request, so that it must be cheap. */
    Secrets secrets();
}
