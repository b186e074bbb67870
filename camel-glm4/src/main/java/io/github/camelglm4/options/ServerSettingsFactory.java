package io.github.camelglm4.options;

import io.github.camelglm4.serving.CallerLimits;
import io.github.camelglm4.serving.ServerSettings;
import io.github.camelglm4.serving.ServerSettings.Place;
import io.github.camelglm4.text.CommaSeparated;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.support.jsse.SSLContextParameters;

/** Reads and checks the options of a server. */
public final class ServerSettingsFactory {

    private static final String HOSTS_RULE =
            "serverHosts must be host names such as ai.example.com (no scheme, no port), comma-separated";
    private static final String ORIGINS_RULE =
            "serverCors must be origins such as https://app.example.com (no path), comma-separated, or *";

    private static final ServerOptions DEFAULTS = new ServerOptions();

    private final TlsContexts tlsContexts;

    public ServerSettingsFactory(TlsContexts tlsContexts) {
        this.tlsContexts = tlsContexts;
    }

    /**
     * Settings by those options.
     *
     * @param tls         or null for none
     * @param stallMillis how long an answer may lie unread
     * @throws RuntimeException naming the option that is wrong, its value and what is allowed
     */
    public ServerSettings settings(
            CamelContext context, ServerOptions options, SSLContextParameters tls, long stallMillis) {
        Check.range("serverPort", options.getServerPort(), 1, 65_535);
        Check.atLeast("maxRequestSize", options.getMaxRequestSize(), 1);
        Check.atLeast("abandonTimeout", stallMillis, 1);
        Check.oneOf("serverRouter", options.getServerRouter(), "platform-http");
        return new ServerSettings(
                place(options, tls),
                path(options.getServerPath()),
                origins(options.getServerCors()),
                hosts(options.getServerHosts()),
                options.getMaxRequestSize(),
                stallMillis,
                tls == null ? null : tlsContexts.context(context, tls),
                CallerLimits.forNewServers());
    }

    private static Place place(ServerOptions options, SSLContextParameters tls) {
        if (options.getServerRouter() != null) {
            refuseOwn("serverHost", options.getServerHost(), DEFAULTS.getServerHost());
            refuseOwn("serverPort", options.getServerPort(), DEFAULTS.getServerPort());
            refuseOwn("sslContextParameters", tls, null);
            return Place.SHARED;
        }
        String host = options.getServerHost();
        if (host == null || host.isBlank()) {
            throw new IllegalArgumentException("serverHost must be an address or a name, but is blank");
        }
        return new Place(host.strip(), options.getServerPort());
    }

    private static void refuseOwn(String option, Object value, Object usual) {
        if (value != null && !value.equals(usual)) {
            throw new IllegalArgumentException(option + " must not be set with serverRouter=platform-http:"
                    + " it is the application's server that listens");
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

    private static Set<String> hosts(String option) {
        Set<String> hosts = new LinkedHashSet<>();
        CommaSeparated.of(option, HOSTS_RULE).forEach(host -> hosts.add(host(host)));
        return hosts;
    }

    /** Without a port, which says nothing of the name; an IPv6 address with or without its brackets. */
    private static String host(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        String name = bracketed ? host.substring(1, host.length() - 1) : host;
        if (!name.matches(name.contains("::") || bracketed ? "[0-9A-Fa-f:.]+" : "[^\\s:/?#@\\[\\]*]+")) {
            throw new IllegalArgumentException(HOSTS_RULE + ", but has " + host);
        }
        return name.toLowerCase(Locale.ROOT);
    }

    private static Set<String> origins(String option) {
        Set<String> origins = new LinkedHashSet<>();
        CommaSeparated.of(option, ORIGINS_RULE).forEach(origin -> origins.add(origin(origin)));
        return origins;
    }

    private static String origin(String origin) {
        if (!origin.equals("*") && !origin.matches("[a-z][a-z0-9+.-]*://[^/\\s]+")) {
            throw new IllegalArgumentException(ORIGINS_RULE + ", but has " + origin);
        }
        return origin;
    }
}
