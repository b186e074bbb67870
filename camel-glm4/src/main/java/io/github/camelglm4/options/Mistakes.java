package io.github.camelglm4.options;

import io.github.camelglm4.text.PrintableText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Warns of what is likely to be a mistake and would have no effect otherwise: each once, and a bounded number.
 * Thread-safe.
 */
public final class Mistakes {

    private static final Logger LOG = LoggerFactory.getLogger(Mistakes.class);

    /** Endpoints of toD and headers from outside have any number of names. */
    private static final int MOST = 100;

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** Logs the sentence as a warning, unless it was logged before, or too many were. */
    public void report(String sentence) {
        report(sentence, () -> sentence);
    }

    /** As {@link #report(String)}, with a sentence that is made only when it is logged. */
    public void report(String what, Supplier<String> sentence) {
        if (reported.size() < MOST && reported.add(PrintableText.name(what))) {
            LOG.warn("{}", PrintableText.clip(sentence.get(), 2 * PrintableText.SENTENCE));
        }
    }
}
