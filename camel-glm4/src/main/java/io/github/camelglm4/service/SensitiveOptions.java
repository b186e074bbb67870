package io.github.camelglm4.service;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers secret options with Camel. When Camel shows properties, for example when Camel Main starts, it masks those
 * in its own list of names, which contains {@code apiKey} and {@code proxyPassword} but not these.
 */
final class SensitiveOptions {

    private static final Logger LOG = LoggerFactory.getLogger(SensitiveOptions.class);

    /** In the form that Camel compares: lower case, without dashes. */
    private static final String NAMES = "serverapikeys,secretheaders";

    private SensitiveOptions() {}

    /** Adds the names to those that the application sets. */
    static void register(CamelContext context) {
        try {
            ExtendedCamelContext extension = context.getCamelContextExtension();
            String known = extension.getAdditionalSensitiveKeywords();
            if (known == null || known.isBlank()) {
                extension.setAdditionalSensitiveKeywords(NAMES);
            } else if (!known.contains(NAMES)) {
                extension.setAdditionalSensitiveKeywords(known + "," + NAMES);
            }
        } catch (NoSuchMethodError e) {
            LOG.debug("This version of Camel does not support additional names of secrets", e);
        }
    }
}
