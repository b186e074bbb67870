package io.github.camelglm4.usage;

/**
 * The API key of a request. Its digest is computed when it is needed, and only once: a server with many models looks it
 * up for each of them. Thread-safe.
 */
public final class PresentedKey {

    private final String text;
    private volatile KeyDigest digest;

    public PresentedKey(String text) {
        this.text = text;
    }

    public KeyDigest digest() {
        KeyDigest known = digest;
        if (known == null) {
            known = KeyDigest.of(text);
            digest = known;
        }
        return known;
    }

    /** Does not contain the key. */
    @Override
    public String toString() {
        return "an API key";
    }
}
