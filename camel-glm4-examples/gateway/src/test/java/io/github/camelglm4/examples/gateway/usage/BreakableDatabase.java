package io.github.camelglm4.examples.gateway.usage;

import static org.awaitility.Awaitility.await;

import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** A database that a test can switch off. */
final class BreakableDatabase {

    private final DataSource connections;
    private final AtomicInteger attempts = new AtomicInteger();
    private volatile boolean down;

    BreakableDatabase(DataSource connections) {
        this.connections = connections;
    }

    void isDown(boolean now) {
        down = now;
    }

    /** Waits until so many more connections were requested. */
    void awaitAttempts(int count) {
        int before = attempts.get();
        await().until(() -> attempts.get() >= before + count);
    }

    /** Its connections, which fail while it is down. */
    DataSource connections() {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    attempts.incrementAndGet();
                    if (down) {
                        throw new SQLException("the database is down");
                    }
                    return method.invoke(connections, arguments);
                });
    }
}
