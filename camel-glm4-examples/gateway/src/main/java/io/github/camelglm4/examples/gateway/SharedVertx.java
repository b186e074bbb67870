package io.github.camelglm4.examples.gateway;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import org.apache.camel.CamelContext;

/**
 * One Vert.x instance for the servers and the component. With an instance each, a request wakes threads of several
 * pools, and takes a fifth more CPU time.
 */
final class SharedVertx {

    private static final int MOST_EVENT_LOOPS = 8;

    private SharedVertx() {}

    /** Creates the instance, which is closed with the registry. Camel finds it by its type. */
    static void bind(CamelContext context) {
        int eventLoops =
                Math.max(2, Math.min(MOST_EVENT_LOOPS, Runtime.getRuntime().availableProcessors()));
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(eventLoops));
        context.getRegistry().bind("vertx", Vertx.class, vertx, null, "close");
    }
}
