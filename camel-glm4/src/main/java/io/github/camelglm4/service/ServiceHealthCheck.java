package io.github.camelglm4.service;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Checks whether the service of an endpoint can be reached: opens and closes a TCP connection, which is free of charge.
 * It is not a liveness check. Blocks the calling thread for the DNS lookup, and then for at most two seconds.
 */
final class ServiceHealthCheck extends AbstractHealthCheck {

    private static final int CONNECT_MILLIS = 2_000;

    private final String nameKey;
    private final String name;
    private final String host;
    private final int port;

    /** @param kind what the name is: model, or a word of the scheme */
    ServiceHealthCheck(String id, String kind, String name, String host, int port) {
        super("camel", id);
        this.nameKey = "glm4." + kind;
        this.name = name;
        this.host = host;
        this.port = port;
    }

    boolean asks(String otherHost, int otherPort) {
        return host.equals(otherHost) && port == otherPort;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        result.detail(nameKey, name);
        result.detail("glm4.service", host + ":" + port);
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            result.up();
        } catch (IOException e) {
            result.message("no connection to " + host + ":" + port + ": " + e.getMessage());
            result.error(e);
            result.down();
        }
    }
}
