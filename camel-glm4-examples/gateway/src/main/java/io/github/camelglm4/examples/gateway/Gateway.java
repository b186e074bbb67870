package io.github.camelglm4.examples.gateway;

import io.github.camelglm4.examples.offline.OfflineModel;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the routes in {@code camel/gateway.yaml}, and runs until it is stopped. If the environment variable
 * GLM4_API_KEY is not set, the gateway forwards the requests to the offline model.
 */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private Gateway() {}

    public static void main(String[] args) throws Exception {
        String key = System.getenv("GLM4_API_KEY");
        if (key != null && !key.isBlank()) {
            LOG.info("Requests go to the hosted service, with the key in GLM4_API_KEY");
            application(null).run();
            return;
        }
        try (OfflineModel offlineModel = OfflineModel.start(0)) {
            LOG.info("Requests go to the offline model, because GLM4_API_KEY is not set");
            application(offlineModel.baseUrl()).run();
        }
    }

    /**
     * Creates the gateway. The caller starts it.
     *
     * @param baseUrl base URL of the service; null for the hosted service
     */
    static Main application(String baseUrl) {
        Main main = new Main();
        main.bind("tokenCounts", new TokenCounts());
        if (baseUrl != null) {
            main.addOverrideProperty("camel.component.glm4.base-url", baseUrl);
        }
        main.addMainListener(new StartPageLog());
        return main;
    }

    /** Logs the URL of the start page when the gateway is started. */
    private static final class StartPageLog extends MainListenerSupport {
        @Override
        public void afterStart(BaseMainSupport main) {
            String url = main.getCamelContext()
                    .resolvePropertyPlaceholders("http://localhost:{{camel.component.glm4.server-port}}/");
            LOG.info("Open {} in a browser to see curl commands", url);
        }
    }
}
