package io.github.camelglm4.management;

import org.apache.camel.CamelContext;
import org.apache.camel.ExtendedCamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells Camel which options are secrets. Where Camel shows properties, as in the log of Camel Main at its start, it
 * masks them by a list of names of its own, which has {@code apiKey} and {@code proxyPassword} but not these.
 */
public final class SensitiveOptions {

    private static final Logger LOG = LoggerFactory.getLogger(SensitiveOptions.class);

    /** As Camel compares them: in lower case, without dashes. */
    private static final String NAMES = "serverapikeys,secretheaders";

    private SensitiveOptions() {}

    /** Adds the names to those that the application has set. */
    public static void register(CamelContext context) {
        try {
            ExtendedCamelContext extension = context.getCamelContextExtension();
            String known = extension.getAdditionalSensitiveKeywords();
            if (known == null || known.isBlank()) {
                extension.setAdditionalSensitiveKeywords(NAMES);
            } else if (!known.contains(NAMES)) {
                extension.setAdditionalSensitiveKeywords(known + "," + NAMES);
            }
        } catch (NoSuchMethodError e) {
            LOG.debug("This version of Camel knows no further names of secrets", e);
        }
    }
}
