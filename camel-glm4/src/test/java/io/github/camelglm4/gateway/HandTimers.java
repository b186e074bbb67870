package io.github.camelglm4.gateway;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.impl.VertxInternal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A Vert.x instance whose periodic timers tick when a test says so. */
final class HandTimers implements AutoCloseable {

    private record Periodic(Duration interval, Handler<Long> handler) {}

    private final VertxInternal real = (VertxInternal) Vertx.vertx();
    private final Map<Long, Periodic> running = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong(-1);
    private final Vertx vertx = (Vertx)
            Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {VertxInternal.class}, this::invoke);

    Vertx vertx() {
        return vertx;
    }

    /** The intervals of the periodic timers that are not canceled. */
    List<Duration> intervals() {
        return running.values().stream().map(Periodic::interval).toList();
    }

    void tick() {
        running.forEach((id, timer) -> timer.handler().handle(id));
    }

    @SuppressWarnings("unchecked")
    private Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.getName().equals("setPeriodic") && arguments.length == 2) {
            long id = ids.getAndDecrement();
            running.put(id, new Periodic(Duration.ofMillis((Long) arguments[0]), (Handler<Long>) arguments[1]));
            return id;
        }
        if (method.getName().equals("cancelTimer") && running.remove((Long) arguments[0]) != null) {
            return true;
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        real.close();
    }
}
