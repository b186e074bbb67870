package io.github.camelglm4.usage;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Somebody who may use served models.
 *
 * @param name null for a caller without one
 * @param keys digests of its API keys
 * @param models names of the models that it may use, or beginnings of names followed by an asterisk; null for all
 * @param limits never null
 * @param expires the last day, in UTC, on which its keys are valid; null for no end
 */
public record Caller(String name, Set<KeyDigest> keys, List<String> models, UsageLimits limits, LocalDate expires) {

    /** The caller of a model that needs no key, or of a key without a name. */
    public static final Caller UNNAMED = named(null);

    public Caller {
        keys = Set.copyOf(keys);
        models = models == null ? null : List.copyOf(models);
    }

    /** A caller that may use everything without limits. */
    public static Caller named(String name) {
        return new Caller(name, Set.of(), null, UsageLimits.UNLIMITED, null);
    }

    /** Whether it may use the model; case does not matter, as for the names of models. */
    public boolean mayUse(String model) {
        return models == null || models.stream().anyMatch(pattern -> matches(pattern, model));
    }

    public boolean isExpired(LocalDate today) {
        return expires != null && today.isAfter(expires);
    }

    private static boolean matches(String pattern, String model) {
        String name = model.toLowerCase(Locale.ROOT);
        String wanted = pattern.toLowerCase(Locale.ROOT);
        return wanted.endsWith("*") ? name.startsWith(wanted.substring(0, wanted.length() - 1)) : name.equals(wanted);
    }
}
