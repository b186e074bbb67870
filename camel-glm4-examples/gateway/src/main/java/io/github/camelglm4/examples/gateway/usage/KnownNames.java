package io.github.camelglm4.examples.gateway.usage;

import io.github.camelglm4.text.PrintableText;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The first names of a kind, which are counted by name. All others are counted together, so that nobody can fill the
 * database with invented names. Case does not matter. Thread-safe.
 */
final class KnownNames {

    /** Stands for names that are not counted by name. */
    static final String OTHERS = "(others)";

    private final int most;
    private final Map<String, String> names = new ConcurrentSkipListMap<>(String.CASE_INSENSITIVE_ORDER);

    KnownNames(int most) {
        this.most = most;
    }

    /**
     * Returns the name as it was written first.
     *
     * @param isReal whether the name may become one that is counted by name
     */
    String of(String name, boolean isReal) {
        String printable = PrintableText.name(name);
        String known = names.get(printable);
        if (known != null) {
            return known;
        }
        if (!isReal || names.size() >= most) {
            return OTHERS;
        }
        String other = names.putIfAbsent(printable, printable);
        return other == null ? printable : other;
    }
}
