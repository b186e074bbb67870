package io.github.camelglm4.service;

import io.github.camelglm4.options.EndpointMistakes;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.StringHelper;
import org.apache.camel.util.URISupport;

/**
 * Warnings of options of an endpoint that are likely to be mistakes, when its producer or consumer starts. Stateless.
 */
public final class OptionReport {

    private OptionReport() {}

    /** Logs a warning for each likely mistake, once for each Camel context. */
    public static void report(ServiceEndpoint endpoint, boolean producer) {
        EndpointMistakes mistakes = new EndpointMistakes(endpoint.getClass(), producer);
        List<String> found = new ArrayList<>(mistakes.withoutEffect(endpoint::scheme, written(endpoint)));
        Map<String, String> values = new LinkedHashMap<>();
        values.put("the name of the " + EndpointMistakes.path(endpoint.getClass()), endpoint.name());
        PropertyConfigurerGetter options =
                (PropertyConfigurerGetter) endpoint.getComponent().getEndpointPropertyConfigurer();
        for (String name : mistakes.withPlaceholders()) {
            Object value = options.getOptionValue(endpoint, name, false);
            if (value instanceof CharSequence || value instanceof Map) {
                values.put(name, value.toString());
            }
        }
        found.addAll(EndpointMistakes.unresolved(values));
        found.forEach(sentence ->
                endpoint.getComponent().shared().mistakes().report(endpoint.getEndpointBaseUri() + ": " + sentence));
    }

    /** Returns the names of the options in the URI. */
    private static Set<String> written(ServiceEndpoint endpoint) {
        String query = StringHelper.after(endpoint.getEndpointUri(), "?", "");
        try {
            return URISupport.parseQuery(query, false, true).keySet();
        } catch (URISyntaxException e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }
}
