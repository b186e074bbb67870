package io.github.camelglm4.benchmark.gateway;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.benchmark.candidate.Setup;
import io.github.camelglm4.usage.jdbc.JdbcUsageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.h2.jdbcx.JdbcConnectionPool;

/** Serves a model until it is killed: {@code SETUP PORT SERVICE_URL FOLDER}. */
public final class GatewayProcess {

    /** How much of a gateway is switched on. */
    enum Kind {
        /** No callers. */
        PLAIN,
        /** Callers with limits, which are counted in memory, and records of calls to a route. */
        LIMITS,
        /** The same with an embedded database. */
        DATABASE
    }

    private static final String GLM4 = "glm4:" + Setup.MODEL;

    private final LongAdder records = new LongAdder();

    private GatewayProcess() {}

    public static void main(String[] arguments) throws Exception {
        Kind kind = Kind.valueOf(arguments[0]);
        int port = Integer.parseInt(arguments[1]);
        Path folder = Path.of(arguments[3]);
        CamelContext context = new DefaultCamelContext();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(arguments[2]);
        component.getService().setApiKey(Setup.API_KEY);
        if (kind != Kind.PLAIN) {
            component.getGateway().setServerCallers("file:" + callers(folder));
            component.getGateway().setServerUsageTo("direct:records");
        }
        if (kind == Kind.DATABASE) {
            component.getGateway().setServerUsageStore(database(folder));
        }
        context.addRoutes(new GatewayProcess().routes(port));
        context.start();
    }

    private RouteBuilder routes(int port) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(GLM4 + "?serverHost=127.0.0.1&serverPort=" + port).to(GLM4);
                from("direct:records").process(exchange -> records.increment());
            }
        };
    }

    private static Path callers(Path folder) throws IOException {
        return Files.writeString(folder.resolve("callers.yaml"), Callers.yaml());
    }

    private static JdbcUsageStore database(Path folder) throws IOException {
        Files.deleteIfExists(folder.resolve("usage.mv.db"));
        String url = "jdbc:h2:file:" + folder.resolve("usage").toAbsolutePath();
        JdbcUsageStore store = new JdbcUsageStore(JdbcConnectionPool.create(url, "sa", ""));
        store.setCreateTable(true);
        return store;
    }
}
