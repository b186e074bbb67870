package io.github.camelglm4.client;

import io.vertx.core.net.ProxyOptions;
import io.vertx.core.net.ProxyType;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * What connections of one pool have in common. Equal settings share a pool.
 *
 * @param connectMillis bound of TCP and of the TLS handshake
 * @param tls           for https, or null for the platform's defaults; compared by identity
 * @param proxy         or null for none
 */
public record HttpSettings(int connectMillis, SSLContext tls, Proxy proxy) {

    /** A proxy; user and password may be null. */
    public record Proxy(Type type, String host, int port, String user, String password) {

        /** Kinds of proxies. */
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
