package io.github.camelglm4.client.auth;

import io.github.camelglm4.text.PrintableText;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Values that must not be shown. Masks them in texts of a service, which may echo them: in upper or lower case, and in
 * Base64 or URL encoding. Immutable. Creating one takes time; showing a text without a secret allocates nothing.
 */
public final class Secrets {

    private static final Comparator<String> LONGEST_FIRST =
            Comparator.comparingInt(String::length).reversed();

    /** Masks nothing. */
    public static final Secrets NONE = new Secrets(List.of());

    /** A value of a few characters would mask common words. */
    private static final int SHORTEST = 4;

    /** Masking and collapsing white space shorten a text, so this multiple of the limit is read. */
    private static final int WINDOW = 8;

    private static final String MASK = "xxxxxx";

    /** Longest first: a value that is part of another one must be masked after it. */
    private final String[] values;

    public Secrets(Collection<String> secrets) {
        Set<String> forms = new LinkedHashSet<>();
        for (String secret : secrets) {
            if (secret != null && secret.length() >= SHORTEST) {
                forms.add(secret);
                forms.add(base64(secret));
                forms.add(URLEncoder.encode(secret, StandardCharsets.UTF_8));
            }
        }
        values = sorted(forms);
    }

    private Secrets(Secrets one, Secrets other) {
        Set<String> forms = new LinkedHashSet<>(Arrays.asList(one.values));
        forms.addAll(Arrays.asList(other.values));
        values = sorted(forms);
    }

    /** Returns these secrets and the others. */
    public Secrets and(Secrets others) {
        if (others.values.length == 0) {
            return this;
        }
        return values.length == 0 ? others : new Secrets(this, others);
    }

    /**
     * Returns what may be shown of a service's text: masked first, then converted to one printable line.
     *
     * @param text may be null, and of any length: only the necessary part is read
     * @param limit maximum number of characters, see {@link PrintableText#clip}
     */
    public String show(String text, int limit) {
        if (text == null) {
            return null;
        }
        int longest = values.length == 0 ? 0 : values[0].length();
        int window = WINDOW * limit + longest;
        if (text.length() <= window) {
            return PrintableText.clip(mask(text), limit);
        }
        // the end may contain the start of a cut secret, which is shorter than the longest one
        String masked = mask(text.substring(0, window));
        return PrintableText.clip(masked.substring(0, Math.max(0, masked.length() - longest)) + "...", limit);
    }

    /** {@link #show(String, int)} for a name: of a model, a code, an id, a finish reason. */
    public String showName(String text) {
        return show(text, PrintableText.NAME);
    }

    private String mask(String text) {
        String masked = text;
        for (String value : values) {
            masked = mask(masked, value);
        }
        return masked;
    }

    private static String mask(String text, String secret) {
        StringBuilder masked = null;
        int shown = 0;
        int last = text.length() - secret.length();
        for (int at = 0; at <= last; at++) {
            if (text.regionMatches(true, at, secret, 0, secret.length())) {
                masked = masked == null ? new StringBuilder(text.length()) : masked;
                masked.append(text, shown, at).append(MASK);
                shown = at + secret.length();
                at = shown - 1;
            }
        }
        return masked == null ? text : masked.append(text, shown, text.length()).toString();
    }

    private static String[] sorted(Set<String> forms) {
        String[] sorted = forms.toArray(new String[0]);
        Arrays.sort(sorted, LONGEST_FIRST);
        return sorted;
    }

    /** Omits the last character, which depends on the bytes after the secret. */
    private static String base64(String secret) {
        String encoded = Base64.getEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return encoded.substring(0, encoded.length() - 1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secrets secrets && Arrays.equals(secrets.values, values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return values.length + " secrets";
    }
}
