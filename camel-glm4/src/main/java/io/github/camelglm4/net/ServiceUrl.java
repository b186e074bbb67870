package io.github.camelglm4.net;

import io.github.camelglm4.text.PrintableText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a service, parsed from a base URL: with or without a trailing slash or the path of the operation at
 * its end. {@code /v1} is never added.
 *
 * @param tls whether the scheme is https
 * @param host host name or address, IPv6 without brackets
 * @param port the port in the URL, or the default of the scheme
 * @param path path before the operation, without a trailing slash; may be empty
 * @param query query to send, with its question mark; empty if none
 */
public record ServiceUrl(boolean tls, String host, int port, String path, String query) {

    private static final String CHAT_COMPLETIONS = "/chat/completions";

    /**
     * Not parsed by java.net.URI, which rejects host names with an underscore, such as those of Docker Compose
     * services.
     */
    private static final Pattern PLACE =
            Pattern.compile("(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.%]+])(:(?<port>\\d{1,5}))?");

    private static final Set<String> HOSTED = Set.of("open.bigmodel.cn", "api.z.ai");

    /**
     * Parses a base URL.
     *
     * @throws IllegalArgumentException with the reason; user info, which may be a password, is never quoted
     */
    public static ServiceUrl parse(String baseUrl) {
        URI uri = uri(baseUrl);
        String authority = uri.getRawAuthority() == null ? "" : uri.getRawAuthority();
        if (authority.contains("@")) {
            throw new IllegalArgumentException(
                    "baseUrl must not contain a user or a password: use apiKey or secretHeaders");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        Matcher place = PLACE.matcher(authority);
        if (!scheme.equals("http") && !scheme.equals("https") || !place.matches()) {
            throw new IllegalArgumentException(
                    "baseUrl must be an http or https URL such as https://open.bigmodel.cn/api/paas/v4, but is: "
                            + shown(baseUrl));
        }
        if (uri.getRawFragment() != null) {
            throw new IllegalArgumentException("baseUrl must not have a fragment (#...), but is: " + shown(baseUrl));
        }
        boolean tls = scheme.equals("https");
        int port = place.group("port") != null ? Integer.parseInt(place.group("port")) : tls ? 443 : 80;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("baseUrl must have a port from 1 to 65535, but is: " + shown(baseUrl));
        }
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new ServiceUrl(
                tls, withoutBrackets(place.group("host")), port, operationCutOff(uri.getRawPath()), query);
    }

    /** Returns path and query of the chat-completions operation. */
    public String chatCompletions() {
        return operation(CHAT_COMPLETIONS);
    }

    /**
     * Returns path and query of an operation.
     *
     * @param operation its path after the base URL, with a leading slash; may have a query
     */
    public String operation(String operation) {
        boolean twoQueries = !query.isEmpty() && operation.indexOf('?') >= 0;
        return path + operation + (twoQueries ? "&" + query.substring(1) : query);
    }

    /** Returns whether this is the platform itself, over TLS: a key from the environment may be sent only there. */
    public boolean isHosted() {
        return tls && HOSTED.contains(host.toLowerCase(Locale.ROOT));
    }

    /** Returns whether the host is a usual name of this machine. */
    public boolean isLoopback() {
        return Loopback.is(host);
    }

    /** Returns {@code host:port}, for messages. */
    public String authority() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static URI uri(String baseUrl) {
        try {
            return new URI(baseUrl == null ? "" : baseUrl.strip());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "baseUrl is not a URL: " + shown(baseUrl) + " (" + e.getReason() + " at character " + e.getIndex()
                            + "). It must be an http or https URL such as https://open.bigmodel.cn/api/paas/v4");
        }
    }

    /** Omits possible secrets: user, password and query. */
    private static String shown(String given) {
        String baseUrl = String.valueOf(given);
        int at = baseUrl.lastIndexOf('@');
        int query = baseUrl.indexOf('?');
        String start = query >= 0 ? baseUrl.substring(0, query) + "?..." : baseUrl;
        return PrintableText.name(at < 0 ? start : "...@" + start.substring(Math.min(at + 1, start.length())));
    }

    private static String operationCutOff(String rawPath) {
        String path = withoutSlashes(rawPath == null ? "" : rawPath);
        return path.endsWith(CHAT_COMPLETIONS)
                ? withoutSlashes(path.substring(0, path.length() - CHAT_COMPLETIONS.length()))
                : path;
    }

    private static String withoutSlashes(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static String withoutBrackets(String host) {
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }
}
