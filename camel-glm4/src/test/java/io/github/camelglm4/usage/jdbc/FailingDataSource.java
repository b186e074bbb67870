package io.github.camelglm4.usage.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import javax.sql.DataSource;

/** A database whose connections fail at some methods, before or after these have done their work. */
final class FailingDataSource {

    private FailingDataSource() {}

    static DataSource before(DataSource real, String... methods) {
        return proxy(
                DataSource.class,
                (proxy, method, arguments) ->
                        connection(invoke(real, method, arguments), (connection, called, values) -> {
                            failAt(called, methods);
                            return invoke(connection, called, values);
                        }));
    }

    static DataSource after(DataSource real, String... methods) {
        return proxy(
                DataSource.class,
                (proxy, method, arguments) ->
                        connection(invoke(real, method, arguments), (connection, called, values) -> {
                            Object result = invoke(connection, called, values);
                            failAt(called, methods);
                            return result;
                        }));
    }

    private static Object connection(Object result, InvocationHandler handler) {
        return result instanceof Connection real
                ? proxy(Connection.class, (proxy, method, arguments) -> handler.invoke(real, method, arguments))
                : result;
    }

    private static void failAt(Method called, String... methods) throws SQLException {
        if (Set.of(methods).contains(called.getName())) {
            throw new SQLException(called.getName() + " failed");
        }
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(FailingDataSource.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
