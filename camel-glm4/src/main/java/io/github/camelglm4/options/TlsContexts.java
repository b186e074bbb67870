package io.github.camelglm4.options;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Creates one context for the same parameters, so that endpoints can share connections and servers. Thread-safe. */
public final class TlsContexts {

    private final Map<SSLContextParameters, SSLContext> contexts = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * Returns the context of the parameters; null if they are null.
     *
     * @throws IllegalArgumentException if no context can be created
     */
    public SSLContext context(CamelContext camelContext, SSLContextParameters parameters) {
        return parameters == null ? null : contexts.computeIfAbsent(parameters, key -> create(camelContext, key));
    }

    private static SSLContext create(CamelContext camelContext, SSLContextParameters parameters) {
        try {
            return parameters.createSSLContext(camelContext);
        } catch (Exception e) {
            throw new IllegalArgumentException("sslContextParameters cannot be used: " + e.getMessage(), e);
        }
    }
}
