package io.github.camelglm4.platformhttp;

import io.github.camelglm4.serving.Listener;
import io.github.camelglm4.serving.ServerSettings;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Route;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/**
 * Listens on a path of the main HTTP server of the application. Its library is optional: the class is used only with
 * serverRouter=platform-http.
 */
public final class PlatformHttpListener implements Listener {

    private static final String NEEDED = "serverRouter=platform-http requires camel-platform-http-vertx and its server:"
            + " camel.server.enabled=true with camel-main";

    private final CamelContext context;
    private final String path;
    private Route route;
    private volatile boolean isOpen;

    private PlatformHttpListener(CamelContext context, String path) {
        this.context = context;
        this.path = path;
    }

    /** @throws IllegalStateException if the library is missing */
    public static Listener of(CamelContext context, ServerSettings settings) {
        try {
            return new PlatformHttpListener(context, settings.path());
        } catch (NoClassDefFoundError e) {
            throw new IllegalStateException(NEEDED, e);
        }
    }

    @Override
    public void open(Handler<HttpServerRequest> requests) {
        route = mainRouter().route(path + "/*").handler(routing -> {
            if (isOpen || context.isStopping()) {
                requests.handle(routing.request());
            } else {
                routing.next();
            }
        });
        isOpen = true;
    }

    /**
     * While the application stops, its server is still open for a while. Requests must get status 503 then, which lets
     * a load balancer send them to another node, and not the 404 of the server.
     */
    @Override
    public void close() {
        isOpen = false;
        if (route != null && !context.isStopping()) {
            route.remove();
            route = null;
        }
    }

    private VertxPlatformHttpRouter mainRouter() {
        Set<VertxPlatformHttpRouter> routers = context.getRegistry().findByType(VertxPlatformHttpRouter.class);
        return routers.stream()
                .filter(router -> !router.isManagementServer())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(NEEDED));
    }
}
