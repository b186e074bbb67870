package io.github.camelglm4.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Values that must not be shown, and the masking of texts that a service sends and that may echo them. */
public final class Secrets {

    private static final int SHORTEST = 4;

    private final List<String> values;

    /** Longest first, so that a part does not spoil the whole; a value of a few characters would mask common words. */
    public Secrets(Collection<String> values) {
        List<String> sorted = new ArrayList<>(values);
        sorted.removeIf(value -> value.length() < SHORTEST);
        sorted.sort(Comparator.comparingInt(String::length).reversed());
        this.values = List.copyOf(sorted);
    }

    /** The text with every secret in it replaced. */
    public String mask(String text) {
        if (text == null) {
            return null;
        }
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, "xxxxxx");
        }
        return masked;
    }

    @Override
    public String toString() {
        return values.size() + " secrets";
    }
}
