package io.github.camelglm4.options;

import io.github.camelglm4.text.PrintableText;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads HTTP headers from an option: {@code Name=value,...} or a Map. Pure. */
public final class HttpHeaderOption {

    private static final Set<String> OURS =
            Set.of("host", "connection", "content-length", "content-type", "transfer-encoding", "accept-encoding");
    private static final Set<String> CREDENTIALS = Set.of(
            "authorization", "proxy-authorization", "cookie", "x-api-key", "api-key", "x-auth-token", "x-goog-api-key");

    private HttpHeaderOption() {}

    /**
     * Reads and checks the headers.
     *
     * @param secret whether headers that contain credentials are allowed
     * @throws IllegalArgumentException if a header is invalid; it names the option and the header, never a value
     */
    public static Map<String, String> read(String option, Object value, boolean secret) {
        Map<String, String> headers = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, content) -> headers.put(String.valueOf(name), String.valueOf(content)));
        } else if (value != null && !value.toString().isBlank()) {
            for (String pair : value.toString().split(",")) {
                int equals = pair.indexOf('=');
                if (equals <= 0) {
                    throw new IllegalArgumentException(
                            option + " must be Name=value,Name=value,... or a reference to a Map");
                }
                headers.put(
                        pair.substring(0, equals).strip(),
                        pair.substring(equals + 1).strip());
            }
        }
        headers.forEach((name, content) -> check(option, name, content, secret));
        return headers;
    }

    private static void check(String option, String name, String content, boolean secret) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (!name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+")) {
            throw new IllegalArgumentException(
                    option + ": '" + PrintableText.name(name) + "' is not a valid name of an HTTP header");
        }
        if (OURS.contains(lower)) {
            throw new IllegalArgumentException(option + ": the header " + name + " is set by the component itself");
        }
        if (!secret && CREDENTIALS.contains(lower)) {
            throw new IllegalArgumentException(option + ": the header " + name
                    + " contains a credential: set it in secretHeaders, which is masked");
        }
        if (content.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 127 || c > 255)) {
            throw new IllegalArgumentException(
                    option + ": the value of " + name + " contains a character that is not allowed in an HTTP header");
        }
    }
}
