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
 * Refuses requests under other names than those of the server, where no key protects it. A web page can let a name of
 * its own lead to 127.0.0.1 (DNS rebinding): for the browser our server is then part of that page, and only the name
 * tells it apart.
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
     * Why the request is refused: a name that is not the server's, or a page of another origin; null when it is not.
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

    /** An application's own server does not tell where it listens: what counts there is where a connection comes in. */
    private boolean applies(HttpServerRequest request) {
        if (!settings.hosts().isEmpty()) {
            return true;
        }
        SocketAddress local = request.localAddress();
        return settings.place().shared()
                ? local != null && Loopback.is(local.hostAddress())
                : settings.place().isLoopback();
    }

    /** All places where a request may name the server, since a proxy may read another one than we do. */
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

    /** Whatever the port: it may be mapped on the way, and says nothing of the name. */
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
