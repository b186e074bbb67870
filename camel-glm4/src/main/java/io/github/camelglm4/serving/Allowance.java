package io.github.camelglm4.serving;

import io.github.camelglm4.text.CommaSeparated;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What callers may ask for only where the option {@code serverAllow} says so. */
public enum Allowance {
    /** Tools that the service runs, at the operator's expense. */
    HOSTED_TOOLS,
    /** Several answers to one request. */
    N,
    /** Images that are neither data nor at a public http(s) address. */
    ANY_IMAGE_URL;

    private static final String RULE = "serverAllow must be comma-separated words of "
            + Arrays.stream(values()).map(Allowance::word).collect(Collectors.joining(", "));

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The words of the option.
     *
     * @param option comma-separated; null or blank for none
     * @throws IllegalArgumentException naming a word that is none of them
     */
    public static Set<Allowance> parse(String option) {
        Set<Allowance> allowed = EnumSet.noneOf(Allowance.class);
        CommaSeparated.of(option, RULE).forEach(word -> allowed.add(of(word)));
        return Collections.unmodifiableSet(allowed);
    }

    private static Allowance of(String word) {
        return Arrays.stream(values())
                .filter(allowance -> allowance.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(RULE + ", but has " + word));
    }
}
