package io.github.camelglm4.gateway;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.options.GatewayOptions;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.usage.UsageStore;
import io.github.camelglm4.usage.jdbc.JdbcUsageStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * One of several gateways to the same service, with a server and connections of its own: in this process, or as a
 * process that writes its port and runs until its input ends.
 */
final class GatewayNode implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final int port = FreePort.next();

    GatewayNode(UsageStore store, Path callers, String serviceUrl, String whenStoreFails) throws Exception {
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(serviceUrl);
        component.getService().setApiKey("node");
        component.getServer().setServerPort(port);
        GatewayOptions options = component.getGateway();
        options.setServerCallers("file:" + callers);
        options.setServerUsageStore(store);
        options.setServerLimitsWhenStoreFails(whenStoreFails);
        context.getRegistry().bind("meters", meters);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:m").to("glm4:counted");
            }
        });
        context.start();
    }

    static JdbcUsageStore store(DataSource connections) {
        JdbcUsageStore store = new JdbcUsageStore(connections);
        store.setCreateTable(true);
        return store;
    }

    public static void main(String[] arguments) throws Exception {
        DataSource connections = new SharedDatabase(arguments[0]).connections();
        GatewayNode node = new GatewayNode(store(connections), Path.of(arguments[1]), arguments[2], arguments[3]);
        System.out.println(node.port());
        while (System.in.read() >= 0) {
            // the test lives
        }
        Runtime.getRuntime().halt(0);
    }

    int port() {
        return port;
    }

    double storeFailures() {
        return meters.counter("glm4.server.usage.store.failures").count();
    }

    @Override
    public void close() {
        context.stop();
    }
}
