package io.github.camelglm4.client;

import io.github.camelglm4.vertx.PreparedTls;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/**
 * Common settings of the connections of one pool. Equal settings share a pool.
 *
 * @param connectMillis limit of TCP connect and of the TLS handshake
 * @param tls for https, or null for the platform's defaults; compared by identity
 * @param proxy or null for none
 */
public record HttpSettings(int connectMillis, SSLContext tls, Proxy proxy) {

    /** The number of local ports: the gate limits requests, not the pool. */
    private static final int MAX_CONNECTIONS = 65_535;

    private static final int MAX_HEADER_BYTES = 65_536;
    private static final int KEEP_ALIVE_SECONDS = 30;

    HttpClientOptions options() {
        HttpClientOptions options = new HttpClientOptions()
                .setMaxPoolSize(MAX_CONNECTIONS)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setConnectTimeout(connectMillis)
                .setSslHandshakeTimeout(connectMillis)
                .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setTcpKeepAlive(true);
        if (proxy != null) {
            options.setProxyOptions(proxy.options());
        }
        if (tls != null) {
            PreparedTls.apply(tls, options);
        }
        return options;
    }

    /** A proxy; user and password may be null. */
    public record Proxy(Type type, String host, int port, String user, String password) {

        public enum Type {
            HTTP,
            SOCKS5
        }

        ProxyOptions options() {
            ProxyOptions options = new ProxyOptions()
                    .setType(type == Type.SOCKS5 ? ProxyType.SOCKS5 : ProxyType.HTTP)
                    .setHost(host)
                    .setPort(port);
            if (user != null) {
                options.setUsername(user).setPassword(Objects.requireNonNullElse(password, ""));
            }
            return options;
        }

        @Override
        public String toString() {
            return type + " " + host + ":" + port;
        }
    }
}
