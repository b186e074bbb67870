package io.github.camelglm4.watch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Limits the number of different values for names that come from outside. Thread-safe. */
public final class BoundedTagValues {

    /** Replaces all further names. */
    public static final String OTHERS = "(others)";

    /** The model names of a gateway's callers, and those that services report, can have any value. */
    private static final int MOST = 1_000;

    /** Longer than any model name. Names from outside need a limit because they are kept and shown. */
    private static final int LONGEST = 200;

    private final int longest;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** Creates an instance for model names. */
    public BoundedTagValues() {
        this(LONGEST);
    }

    /** @param longest maximum length of a name in characters */
    public BoundedTagValues(int longest) {
        this.longest = longest;
    }

    /**
     * Returns the name, or {@link #OTHERS} if it is too long, or if the limit is reached. Concurrent calls may add a
     * few more.
     */
    public String bounded(String name) {
        if (names.contains(name)) {
            return name;
        }
        if (names.size() >= MOST || name.length() > longest) {
            return OTHERS;
        }
        names.add(name);
        return name;
    }

    /** Makes room for other names. Returns those that are forgotten. */
    public Set<String> forget(Predicate<String> unused) {
        Set<String> forgotten = names.stream().filter(unused).collect(Collectors.toSet());
        names.removeAll(forgotten);
        return forgotten;
    }
}
