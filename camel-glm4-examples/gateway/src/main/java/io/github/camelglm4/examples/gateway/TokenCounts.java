package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.Glm4Headers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the tokens of each caller. Thread-safe. */
public final class TokenCounts {
    private static final Logger LOG = LoggerFactory.getLogger(TokenCounts.class);

    /** Name for callers whose key has no name. */
    static final String UNNAMED = "unnamed";

    private final Map<String, Long> tokens = new ConcurrentHashMap<>();

    /** Called when an exchange is done. A failed exchange has no tokens. */
    public void count(
            @Header(Glm4Headers.CALLER) String caller,
            @Header(Glm4Headers.SERVED_MODEL) String model,
            @Header(Glm4Headers.TOTAL_TOKENS) Long used) {
        if (used != null) {
            String name = caller == null ? UNNAMED : caller;
            long total = tokens.merge(name, used, Long::sum);
            LOG.info("{} used {} tokens of {}, {} in total", name, used, model, total);
        }
    }

    /** The number of tokens that a caller has used so far. */
    long of(String caller) {
        return tokens.getOrDefault(caller, 0L);
    }
}
