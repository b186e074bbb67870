package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.examples.offline.OfflineModel;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the routes of {@code camel/gateway.yaml}, and serves until it is stopped. Without the environment variable
 * GLM4_API_KEY, the offline model answers behind it.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private Gateway() {}

    public static void main(String[] args) throws Exception {
        String key = System.getenv("GLM4_API_KEY");
        if (key != null && !key.isBlank()) {
            LOG.info("Asking the hosted service, with the key in GLM4_API_KEY");
            application(null).run();
            return;
        }
        try (OfflineModel offlineModel = OfflineModel.start(0)) {
            LOG.info("An offline model answers, because GLM4_API_KEY is not set");
            application(offlineModel.baseUrl()).run();
        }
    }

    /**
     * The gateway, not started yet.
     *
     * @param baseUrl of the service behind it; null for the hosted one
     */
    static Main application(String baseUrl) {
        Main main = new Main();
        main.bind("tokenCounts", new TokenCounts());
        if (baseUrl != null) {
            main.addOverrideProperty("camel.component.glm4.base-url", baseUrl);
        }
        return main;
    }
}
