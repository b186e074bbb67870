package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.broker.Parent;
import java.util.Map;
import org.apache.camel.main.Main;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The main class of the worker and the collector: runs the routes in {@code camel/ROLE.yaml}, and ends with the process
 * that started it. The argument is the role. System properties override {@code application.properties}.
 */
public final class RouteProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RouteProcess.class);

    private RouteProcess() {}

    public static void main(String[] args) {
        Parent.exitWithIt();
        try {
            Main main = routes(args[0], Map.of());
            main.run();
            System.exit(main.getExitCode());
        } catch (Exception e) {
            // the last line of the log, which the launcher shows
            LOG.error("Cannot start: {}", rootMessage(e));
            System.exit(1);
        }
    }

    /** The routes of a role. The caller starts and stops them. */
    static Main routes(String role, Map<String, String> properties) {
        Main main = new Main();
        main.configure().setRoutesIncludePattern("classpath:camel/" + role + ".yaml");
        properties.forEach(main::addOverrideProperty);
        return main;
    }

    /** The message of the root cause says what is wrong; the exceptions around it say where. */
    static String rootMessage(Throwable failure) {
        return failure.getCause() == null ? failure.getMessage() : rootMessage(failure.getCause());
    }
}
