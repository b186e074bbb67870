package io.github.camelglm4.soak;

import static io.github.camelglm4.testing.Patience.LONG;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.ScriptedServer;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;

/** A context with all the routes of the soak, and the service that it asks. */
final class SoakContext implements AutoCloseable {

    private static final String ERROR_HANDLER = "org.apache.camel.processor.errorhandler.DefaultErrorHandler";

    private final ScriptedServer server = ScriptedServer.start();
    private final CamelContext context = new DefaultCamelContext();
    private final SoakService service = new SoakService();
    private final ServedExchanges served = new ServedExchanges(SoakRoutes.GATEWAY, "lookup");
    private final Vertx vertx;

    /** What a test changes before the context starts. */
    interface Setup {
        void accept(CamelContext context) throws Exception;
    }

    SoakContext(Setup setup) throws Exception {
        int port = FreePort.next();
        Glm4Component component = context.getComponent("glm4", Glm4Component.class);
        component.getService().setBaseUrl(server.baseUrl());
        component.getService().setApiKey("soak.key");
        component.getServer().setServerPort(port);
        component.getRetry().setRetryDelay(20);
        component.getTransport().setMaxResponseSize(1 << 20);
        context.addRoutes(new SoakRoutes(port));
        context.getManagementStrategy().addEventNotifier(served);
        setup.accept(context);
        // it would log every failure, and they are many
        Configurator.setLevel(ERROR_HANDLER, Level.OFF);
        context.start();
        vertx = Footprint.vertx(component);
        service.serveOn(server);
    }

    /** For {@link Setup}: threads that have nothing to do go soon, so that a short soak can see them gone. */
    static void impatientThreads(CamelContext context) {
        ThreadPoolProfile profile = new ThreadPoolProfile("glm4");
        profile.setPoolSize(4);
        profile.setMaxPoolSize(4);
        profile.setKeepAliveTime(1L);
        profile.setTimeUnit(TimeUnit.SECONDS);
        profile.setAllowCoreThreadTimeOut(true);
        context.getExecutorServiceManager().registerThreadPoolProfile(profile);
    }

    SoakTraffic traffic(long seed) throws Exception {
        return new SoakTraffic(context, service, seed);
    }

    SoakService service() {
        return service;
    }

    ServedExchanges served() {
        return served;
    }

    /** How often a pool of exchanges had one to give; 0 without pooling. */
    long exchangesUsedAgain() {
        return context.getCamelContextExtension().getExchangeFactoryManager().getExchangeFactories().stream()
                .mapToLong(factory -> factory.getStatistics().getAcquiredCounter())
                .sum();
    }

    /**
     * Runs this number of concurrent exchanges until the total number and the time are reached, and waits for their
     * end.
     */
    void load(SoakTraffic traffic, int atATime, int exchanges, Duration atLeast) {
        long enough = traffic.sent() + exchanges;
        long end = System.nanoTime() + atLeast.toNanos();
        traffic.begin(atATime);
        await().atMost(atLeast.plus(LONG)).until(() -> traffic.sent() >= enough && System.nanoTime() - end >= 0);
        traffic.stop();
        await().atMost(LONG).until(() -> traffic.underWay() == 0);
        await().atMost(LONG).until(() -> context.getInflightRepository().size() == 0);
    }

    /** What is held while nothing is under way: all connections are closed, and so is the gateway's own server. */
    Footprint footprint() throws Exception {
        context.getRouteController().stopRoute(SoakRoutes.GATEWAY);
        server.reset();
        Footprint footprint = settled();
        service.serveOn(server);
        context.getRouteController().startRoute(SoakRoutes.GATEWAY);
        return footprint;
    }

    private Footprint settled() {
        long[] handles = {Long.MAX_VALUE};
        await().atMost(LONG).pollInterval(Duration.ofMillis(1_200)).until(() -> {
            long now = Footprint.handles(vertx);
            boolean same = now == handles[0];
            handles[0] = now;
            return same;
        });
        Footprint[] smallest = {Footprint.of(vertx)};
        // what a Cleaner holds goes with the collection after the next one
        await().atMost(LONG).until(() -> {
            Footprint next = Footprint.of(vertx);
            boolean same = next.objects() >= smallest[0].objects();
            smallest[0] = next;
            return same;
        });
        return smallest[0];
    }

    @Override
    public void close() throws Exception {
        context.stop();
        server.close();
        Configurator.setLevel(ERROR_HANDLER, (Level) null);
    }
}
