package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.examples.offline.OfflineModel;
import org.apache.camel.main.Main;

/**
 * Starts the routes of {@code camel/gateway.yaml}, and serves until it is stopped. Without the environment variable
 * GLM4_API_KEY, the offline model answers behind it.
 */
public final class Gateway {
    private Gateway() {}

    public static void main(String[] args) throws Exception {
        if (System.getenv("GLM4_API_KEY") != null) {
            application(null).run();
            return;
        }
        try (OfflineModel offlineModel = OfflineModel.start(0)) {
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
