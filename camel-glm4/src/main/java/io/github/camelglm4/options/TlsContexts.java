package io.github.camelglm4.options;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Makes one context of the same parameters, so that endpoints can share what hangs on it. Thread-safe. */
public final class TlsContexts {

    private final Map<SSLContextParameters, SSLContext> contexts = Collections.synchronizedMap(new IdentityHashMap<>());

    /**
     * The context of those parameters; null for none.
     *
     * @throws IllegalArgumentException when nothing can be made of the parameters
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
