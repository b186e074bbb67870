package io.github.camelglm4;

import io.github.camelglm4.serving.ServedModel;
import io.github.camelglm4.serving.ServedOperation;
import io.github.camelglm4.serving.ServerSettings;
import io.github.camelglm4.text.PrintableText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs the address of each served model when its route starts: one line for each server, after all routes of a starting
 * context are started. Thread-safe.
 */
final class ServedAddresses {

    private static final Logger LOG = LoggerFactory.getLogger(ServedAddresses.class);

    private final Map<String, List<String>> notLogged = new LinkedHashMap<>();

    /** Adds a model that is served from now on. */
    void add(ServedModel<?> model, ServerSettings settings, CamelContext context) throws Exception {
        synchronized (notLogged) {
            notLogged
                    .computeIfAbsent(settings.baseUrl(), url -> new ArrayList<>())
                    .add(shown(model));
        }
        // a running context calls it immediately
        context.addStartupListener((started, alreadyStarted) -> log());
    }

    private static String shown(ServedModel<?> model) {
        String name = model.name().equals(ServedModel.ANY) ? "any model" : PrintableText.name(model.name());
        return model.operation() == ServedOperation.CHAT
                ? name
                : name + " (" + model.operation().label() + ")";
    }

    private void log() {
        synchronized (notLogged) {
            notLogged.forEach((baseUrl, models) -> LOG.info("Serving {} at {}", String.join(", ", models), baseUrl));
            notLogged.clear();
        }
    }
}
