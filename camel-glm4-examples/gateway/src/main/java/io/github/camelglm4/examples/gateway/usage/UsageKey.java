package io.github.camelglm4.examples.gateway.usage;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * What calls have in common that are counted together.
 *
 * @param day in UTC
 * @param status HTTP status
 * @param code code of the error, or an empty string
 */
record UsageKey(LocalDate day, String caller, String model, int status, String code) implements Comparable<UsageKey> {

    private static final Comparator<UsageKey> ORDER = Comparator.comparing(UsageKey::day)
            .thenComparing(UsageKey::caller)
            .thenComparing(UsageKey::model)
            .thenComparingInt(UsageKey::status)
            .thenComparing(UsageKey::code);

    @Override
    public int compareTo(UsageKey other) {
        return ORDER.compare(this, other);
    }
}
