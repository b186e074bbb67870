package io.github.camelglm4.serving;

import io.github.camelglm4.net.Loopback;
import java.util.Set;
import javax.net.ssl.SSLContext;

/**
 * The settings that all models of one server share.
 *
 * @param path begins with a slash and does not end with one, or is empty
 * @param origins allowed CORS origins, {@code *} for all; empty for none
 * @param hosts additional host names of the server in lower case; empty for none
 * @param maxRequestSize maximum size of a request in bytes
 * @param stallMillis time until the connection of a caller that reads nothing is closed
 * @param tls TLS settings, compared by identity; null for none
 * @param limits the limits of callers
 * @param metering how calls are limited and reported, the same for all servers of a component
 */
public record ServerSettings(
        Place place,
        String path,
        Set<String> origins,
        Set<String> hosts,
        int maxRequestSize,
        long stallMillis,
        SSLContext tls,
        CallerLimits limits,
        Metering metering) {

    /** A host and port, or the HTTP server of the application. */
    public record Place(String host, int port, boolean shared) {

        public static final Place SHARED = new Place("", 0, true);

        public Place(String host, int port) {
            this(host, port, false);
        }

        /** Returns whether it is reachable from this machine only. */
        public boolean isLoopback() {
            return Loopback.is(host);
        }

        @Override
        public String toString() {
            return shared ? "platform-http" : host + ":" + port;
        }
    }

    /** Returns the base URL for clients. Only the application knows the address of a shared server. */
    public String baseUrl() {
        if (place.shared()) {
            return path + " of the application's HTTP server";
        }
        String host =
                place.host().contains(":") && !place.host().startsWith("[") ? "[" + place.host() + "]" : place.host();
        return (tls == null ? "http://" : "https://") + host + ":" + place.port() + path;
    }

    /** Returns the first different option with both values, for an error message; null if there is none. */
    String difference(ServerSettings other) {
        if (!path.equals(other.path)) {
            return "serverPath is " + path + " here and " + other.path + " in another route";
        }
        if (!origins.equals(other.origins)) {
            return "serverCors is " + origins + " here and " + other.origins + " in another route";
        }
        if (!hosts.equals(other.hosts)) {
            return "serverHosts is " + hosts + " here and " + other.hosts + " in another route";
        }
        if (maxRequestSize != other.maxRequestSize) {
            return "maxRequestSize is " + maxRequestSize + " here and " + other.maxRequestSize + " in another route";
        }
        if (stallMillis != other.stallMillis) {
            return "abandonTimeout is " + stallMillis + " here and " + other.stallMillis + " in another route";
        }
        return tls == other.tls ? null : "sslContextParameters is different in another route";
    }
}
