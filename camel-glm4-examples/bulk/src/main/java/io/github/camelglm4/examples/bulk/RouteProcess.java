package io.github.camelglm4.examples.bulk;

import io.github.camelglm4.examples.bulk.broker.Parent;
import java.util.Map;
import org.apache.camel.main.Main;

/**
 * The main class of the worker and the collector: runs the routes in {@code camel/ROLE.yaml}, and ends with the process
 * that started it. The argument is the role. System properties override {@code application.properties}.
 */
public final class RouteProcess {
    private RouteProcess() {}

    public static void main(String[] args) throws Exception {
        Parent.exitWithIt();
        Main main = routes(args[0], Map.of());
        main.run();
        System.exit(main.getExitCode());
    }

    /** The routes of a role. The caller starts and stops them. */
    static Main routes(String role, Map<String, String> properties) {
        Main main = new Main();
        main.configure().setRoutesIncludePattern("classpath:camel/" + role + ".yaml");
        properties.forEach(main::addOverrideProperty);
        return main;
    }
}
