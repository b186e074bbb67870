package io.github.camelglm4.options;

import io.github.camelglm4.text.PrintableText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs warnings of likely mistakes, which would otherwise remain unnoticed: each once, up to a maximum number.
 * Thread-safe.
 */
public final class Mistakes {

    private static final Logger LOG = LoggerFactory.getLogger(Mistakes.class);

    /** Endpoints of toD and headers of callers can have any number of names. */
    private static final int MOST = 100;

    private final Set<String> reported = ConcurrentHashMap.newKeySet();

    /** Logs the sentence as a warning, unless it was logged before or the maximum number is reached. */
    public void report(String sentence) {
        report(sentence, () -> sentence);
    }

    /** Like {@link #report(String)}, with a sentence that is created only if it is logged. */
    public void report(String what, Supplier<String> sentence) {
        if (reported.size() < MOST && reported.add(PrintableText.name(what))) {
            LOG.warn("{}", PrintableText.clip(sentence.get(), 2 * PrintableText.SENTENCE));
        }
    }
}
