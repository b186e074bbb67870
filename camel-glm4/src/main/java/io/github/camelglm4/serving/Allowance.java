package io.github.camelglm4.serving;

import io.github.camelglm4.text.CommaSeparated;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Request features that callers may use only if the option {@code serverAllow} lists them. */
public enum Allowance {
    /** Tools that run at the service, at the operator's expense. */
    HOSTED_TOOLS,
    /** Several choices in one answer. */
    N,
    /** Images with a URL that is neither a data URL nor a public http(s) URL. */
    ANY_IMAGE_URL;

    private static final String RULE = "serverAllow must be a comma-separated list of "
            + Arrays.stream(values()).map(Allowance::word).collect(Collectors.joining(", "));

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Parses the option.
     *
     * @param option comma-separated; null or blank for none
     * @throws IllegalArgumentException with the first unknown value in its message
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
