package io.github.camelglm4;

import io.github.camelglm4.gateway.Gateway;
import io.github.camelglm4.options.Check;
import io.github.camelglm4.options.ServerOptions;
import io.github.camelglm4.options.TransportOptions;
import io.github.camelglm4.serving.CallerLimits;
import io.github.camelglm4.serving.ServerKeys;
import io.github.camelglm4.serving.ServerSettings;
import io.github.camelglm4.serving.ServerSettings.Place;
import io.github.camelglm4.text.CommaSeparated;
import io.github.camelglm4.usage.KnownCallers;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.support.jsse.SSLContextParameters;

/**
 * How a route is served: the options of an endpoint, read and checked once, when its consumer starts.
 *
 * @param server settings that all models of the server share
 * @param keys callers and their keys
 */
record ServerSetup(ServerSettings server, KnownCallers keys) {

    private static final String HOSTS_RULE =
            "serverHosts must be host names such as ai.example.com (no scheme, no port), comma-separated";
    private static final String ORIGINS_RULE =
            "serverCors must be origins such as https://app.example.com (no path), comma-separated, or *";

    private static final ServerOptions DEFAULTS = new ServerOptions();

    /** @throws RuntimeException if an option is invalid; it names the option, its value and what is allowed */
    static ServerSetup read(ServedEndpoint<?, ?> endpoint) {
        ServerOptions options = endpoint.getServer();
        SSLContextParameters tls = tls(endpoint.getTransport());
        Gateway gateway = endpoint.serverComponent().gateway();
        long abandonTimeout = endpoint.abandonMillis();
        Check.range("serverPort", options.getServerPort(), 1, 65_535);
        Check.atLeast("maxRequestSize", options.getMaxRequestSize(), 1);
        Check.oneOf("serverRouter", options.getServerRouter(), "platform-http");
        ServerSettings server = new ServerSettings(
                place(options, tls),
                path(options.getServerPath()),
                elements(options.getServerCors(), ORIGINS_RULE, ServerSetup::origin),
                elements(options.getServerHosts(), HOSTS_RULE, ServerSetup::host),
                options.getMaxRequestSize(),
                abandonTimeout,
                endpoint.getComponent().shared().tlsContexts().context(endpoint.getCamelContext(), tls),
                CallerLimits.forNewServers(),
                gateway.metering());
        return new ServerSetup(server, callers(options.getServerApiKeys(), gateway));
    }

    /** TLS settings from the URI only: those of the component are for requests. Null if there are none. */
    private static SSLContextParameters tls(TransportOptions transport) {
        return transport.isWritten("sslContextParameters") ? transport.getSslContextParameters() : null;
    }

    /** Whether callers from other machines need no key. */
    boolean isOpenToEverybody() {
        return keys.isOpen() && !server.place().shared() && !server.place().isLoopback();
    }

    private static KnownCallers callers(String keys, Gateway gateway) {
        if (gateway.callers() == null) {
            return ServerKeys.parse(keys);
        }
        if (keys != null) {
            throw new IllegalArgumentException("serverApiKeys must not be set together with serverCallers, which"
                    + " contains the keys of all callers");
        }
        return gateway.callers();
    }

    private static Place place(ServerOptions options, SSLContextParameters tls) {
        if (options.getServerRouter() != null) {
            refuseOwn("serverHost", options.getServerHost(), DEFAULTS.getServerHost());
            refuseOwn("serverPort", options.getServerPort(), DEFAULTS.getServerPort());
            refuseOwn("sslContextParameters", tls, null);
            return Place.SHARED;
        }
        String host = options.getServerHost();
        if (!Check.isSet(host)) {
            throw new IllegalArgumentException("serverHost must be an address or a name, but is blank");
        }
        return new Place(host.strip(), options.getServerPort());
    }

    private static void refuseOwn(String option, Object value, Object usual) {
        if (value != null && !value.equals(usual)) {
            throw new IllegalArgumentException(option + " must not be set with serverRouter=platform-http:"
                    + " the route is served on the HTTP server of the application");
        }
    }

    private static String path(String option) {
        String path = option == null ? "" : option.strip();
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        if (!path.isEmpty() && !path.startsWith("/") || path.matches(".*[\\s?#%].*")) {
            throw new IllegalArgumentException(
                    "serverPath must begin with a slash and be a plain path such as /v1, but is " + option);
        }
        return path;
    }

    private static Set<String> elements(String option, String rule, UnaryOperator<String> element) {
        return CommaSeparated.of(option, rule).stream()
                .map(element)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Checks a host name, which must have no port; an IPv6 address may have brackets. */
    private static String host(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String name = bracketed ? host.substring(1, host.length() - 1) : host;
        if (!name.matches(name.contains("::") || bracketed ? "[0-9A-Fa-f:.]+" : "[^\\s:/?#@\\[\\]*]+")) {
            throw new IllegalArgumentException(HOSTS_RULE + ", but contains " + host);
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static String origin(String origin) {
        if (!origin.equals("*") && !origin.matches("[a-z][a-z0-9+.-]*://[^/\\s]+")) {
            throw new IllegalArgumentException(ORIGINS_RULE + ", but contains " + origin);
        }
        return origin;
    }
}
