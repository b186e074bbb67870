package io.github.camelglm4.examples.gateway;

import java.util.Locale;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the gateway, and runs until it is stopped. */
public final class Gateway {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private Gateway() {}

    public static void main(String[] args) {
        try {
            application(System.getenv()).run();
        } catch (Exception e) {
            LOG.error("The gateway cannot start: {}", StartFailure.message(e));
            LOG.debug("The gateway cannot start", e);
            System.exit(1);
        }
    }

    /**
     * Creates the gateway. The caller starts it.
     *
     * @param environment environment variables; GATEWAY_PORT replaces the property gateway.port, and so on
     */
    static Main application(Map<String, String> environment) {
        GatewayConfiguration configuration = new GatewayConfiguration();
        Main main = new Main();
        main.setPropertyPlaceholderLocations(
                "file:" + GatewaySettings.FILE + ";optional=true,classpath:" + GatewaySettings.DEFAULTS);
        for (String property : GatewaySettings.names()) {
            String value = environment.get(property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT));
            // Kubernetes sets GATEWAY_PORT=tcp://... if there is a service named gateway
            if (value != null && !value.startsWith("tcp://")) {
                main.addOverrideProperty(property, value);
            }
        }
        main.configure().addConfiguration(configuration);
        main.addMainListener(new Steps(configuration, environment));
        return main;
    }

    /** What happens after the configuration, and after the start. */
    private static final class Steps extends MainListenerSupport {
        private final GatewayConfiguration configuration;
        private final Map<String, String> environment;
        private boolean offline;

        Steps(GatewayConfiguration configuration, Map<String, String> environment) {
            this.configuration = configuration;
            this.environment = environment;
        }

        @Override
        public void afterConfigure(BaseMainSupport main) {
            offline = OfflineService.startIfNeeded(main.getCamelContext(), configuration.models(), environment::get);
        }

        @Override
        public void afterStart(BaseMainSupport main) {
            StartReport.log(configuration.settings(), configuration.models(), configuration.adminKey(), offline);
            StartReport.check(configuration.database());
        }
    }
}
