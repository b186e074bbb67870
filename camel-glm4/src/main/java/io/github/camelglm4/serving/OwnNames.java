package io.github.camelglm4.serving;

import io.github.camelglm4.net.Loopback;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Without keys, rejects requests whose host name is not a name of the server. A web page can resolve its own name to
 * 127.0.0.1 (DNS rebinding): the browser then treats the server as a part of the page, and only the host name shows the
 * attack.
 */
final class OwnNames {

    private static final List<String> LOOPBACK = List.of(Loopback.NAME, Loopback.IPV4, Loopback.IPV6);
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:\\[([0-9a-f:.]+)]|([^:@\\[\\]/\\s]+))(?::(\\d{1,5}))?");

    private final ServerSettings settings;
    private final Set<String> names = new HashSet<>(LOOPBACK);

    OwnNames(ServerSettings settings) {
        this.settings = settings;
        names.addAll(settings.hosts());
        if (!settings.place().shared()) {
            names.add(settings.place().host().toLowerCase(Locale.ROOT));
        }
    }

    /**
     * Returns the error if the host name is not the server's or the origin is not allowed; null if the request is
     * allowed.
     */
    ServedError refusal(HttpServerRequest request) {
        if (!applies(request)) {
            return null;
        }
        for (String authority : authorities(request)) {
            if (!isOwn(authority)) {
                return ServedError.foreignHost(authority);
            }
        }
        for (String origin : request.headers().getAll("Origin")) {
            if (!isOwnOrigin(origin, request)
                    && !settings.origins().contains("*")
                    && !settings.origins().contains(origin)) {
                return ServedError.foreignOrigin(origin);
            }
        }
        return null;
    }

    /** The application's own server does not report its address, so the local address of the connection is used. */
    private boolean applies(HttpServerRequest request) {
        if (!settings.hosts().isEmpty()) {
            return true;
        }
        SocketAddress local = request.localAddress();
        return settings.place().shared()
                ? local != null && Loopback.is(local.hostAddress())
                : settings.place().isLoopback();
    }

    /** Returns all host names of a request, because a proxy may use another one of them. */
    private static List<String> authorities(HttpServerRequest request) {
        List<String> authorities = new ArrayList<>(request.headers().getAll("Host"));
        if (request.authority() != null) {
            authorities.add(request.authority().toString());
        }
        if (request.uri() != null
                && request.uri().contains("://")
                && !request.uri().startsWith("/")) {
            authorities.add(authority(request.uri()));
        }
        return authorities;
    }

    private static String authority(String uri) {
        try {
            String authority = URI.create(uri).getRawAuthority();
            return authority == null ? "" : authority;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Ignores the port, which may be mapped by a proxy. */
    private boolean isOwn(String authority) {
        return names.contains(name(authority));
    }

    private boolean isOwnOrigin(String origin, HttpServerRequest request) {
        String authority = authority(origin);
        return isOwn(authority)
                && authorities(request).stream().anyMatch(own -> port(own, origin) == port(authority, origin));
    }

    private static int port(String authority, String origin) {
        Matcher parts = AUTHORITY.matcher(authority.toLowerCase(Locale.ROOT));
        if (parts.matches() && parts.group(3) != null) {
            return Integer.parseInt(parts.group(3));
        }
        return origin.startsWith("https:") ? 443 : 80;
    }

    private static String name(String authority) {
        Matcher parts = AUTHORITY.matcher(authority.strip().toLowerCase(Locale.ROOT));
        if (!parts.matches()) {
            return null;
        }
        String name = parts.group(1) != null ? parts.group(1) : parts.group(2);
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
