package io.github.camelglm4.serving;

import io.github.camelglm4.net.Loopback;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * What all models of one server have in common.
 *
 * @param path begins with a slash, and does not end with one; empty for none
 * @param origins web pages that may use it, {@code *} for all; empty for none
 * @param hosts further names of the server, in lower case; empty for none
 * @param maxRequestSize in bytes
 * @param stallMillis how long an answer may lie unread before its connection is closed
 * @param tls or null for none; compared by identity
 * @param limits what is asked of callers
 */
public record ServerSettings(
        Place place,
        String path,
        Set<String> origins,
        Set<String> hosts,
        int maxRequestSize,
        long stallMillis,
        SSLContext tls,
        CallerLimits limits) {

    /** A host and port of our own, or the application's own server. */
    public record Place(String host, int port, boolean shared) {

        public static final Place SHARED = new Place("", 0, true);

        public Place(String host, int port) {
            this(host, port, false);
        }

        /** Whether only this machine reaches it. */
        public boolean isLoopback() {
            return Loopback.is(host);
        }

        @Override
        public String toString() {
            return shared ? "platform-http" : host + ":" + port;
        }
    }

    /** The base URL for clients, as far as it is known: the application knows the address of its own server. */
    public String baseUrl() {
        if (place.shared()) {
            return path + " of the application's HTTP server";
        }
        String host =
                place.host().contains(":") && !place.host().startsWith("[") ? "[" + place.host() + "]" : place.host();
        return (tls == null ? "http://" : "https://") + host + ":" + place.port() + path;
    }

    /** The first option that differs, with both values, for an error message; null when none does. */
    String difference(ServerSettings other) {
        if (!path.equals(other.path)) {
            return "serverPath is " + path + " here and " + other.path + " there";
        }
        if (!origins.equals(other.origins)) {
            return "serverCors is " + origins + " here and " + other.origins + " there";
        }
        if (!hosts.equals(other.hosts)) {
            return "serverHosts is " + hosts + " here and " + other.hosts + " there";
        }
        if (maxRequestSize != other.maxRequestSize) {
            return "maxRequestSize is " + maxRequestSize + " here and " + other.maxRequestSize + " there";
        }
        if (stallMillis != other.stallMillis) {
            return "abandonTimeout is " + stallMillis + " here and " + other.stallMillis + " there";
        }
        return tls == other.tls ? null : "sslContextParameters is not the same here and there";
    }
}
