package io.github.camelglm4.watch;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Names from strangers, of which no more than a bounded number are told apart. Thread-safe. */
public final class BoundedTagValues {

    /** Stands for all further ones. */
    public static final String OTHERS = "(others)";

    /** What callers of a gateway ask for, and what services say that they are, may be anything. */
    private static final int MOST = 1_000;

    /** Longer than any name of a model: the names of strangers are kept, and shown. */
    private static final int LONGEST = 200;

    private final int longest;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    /** For names. */
    public BoundedTagValues() {
        this(LONGEST);
    }

    /** @param longest characters that are kept */
    public BoundedTagValues(int longest) {
        this.longest = longest;
    }

    /**
     * The name, or {@link #OTHERS} when it is too long or one too many; threads that come at once may add a few more.
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
}
