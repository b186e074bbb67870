package io.github.camelglm4.serving;

import io.github.camelglm4.text.ContentType;
import io.github.camelglm4.text.PrintableText;
import io.github.camelglm4.usage.PresentedKey;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads request headers. Only these headers are used. Pure. */
final class RequestHeaders {

    /** The second is not a registered name, but common. */
    private static final Set<String> UTF_8 = Set.of("charset=utf-8", "charset=utf8");

    /** For traces, logs and languages; none of them controls a producer. */
    private static final List<String> FOR_ROUTES =
            List.of("traceparent", "tracestate", "baggage", "X-Request-Id", "Accept-Language");

    /** The W3C limit of {@code baggage}, the longest of them, in bytes. */
    private static final int LONGEST = 8_192;

    private static final int MAX_REQUEST_ID = 128;

    private static final String BEARER = "bearer ";

    private RequestHeaders() {}

    /**
     * Rejects control characters. HTTP/1.1 cannot contain most of them, but HTTP/2 frames can: a value that is copied
     * into a log or another request must not start a new line there. Source: RFC 9110, section 5.5, and RFC 9113,
     * section 8.2.1.
     *
     * @throws ServedErrorException with the name of the header
     */
    static void requirePrintable(HttpServerRequest request) {
        String uri = request.uri();
        if (uri != null && (uri.indexOf(' ') >= 0 || hasControl(uri))) {
            throw new ServedErrorException(
                    ServedError.badRequest(null, "The path contains a space or a control character."));
        }
        for (Map.Entry<String, String> header : request.headers()) {
            if (hasControl(header.getValue())) {
                throw new ServedErrorException(ServedError.badRequest(
                        null, "The value of the header " + header.getKey() + " contains a control character."));
            }
        }
    }

    private static boolean hasControl(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' && c != '\t' || c == 0x7f) {
                return true;
            }
        }
        return false;
    }

    /** Returns the headers for the route. */
    static Map<String, String> forRoute(HttpServerRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : FOR_ROUTES) {
            String value = request.getHeader(name);
            if (value != null) {
                headers.put(name, PrintableText.clip(value, LONGEST));
            }
        }
        return headers;
    }

    /** Returns the caller's id of the request; null if there is none, or if it is too long or not printable. */
    static String requestId(HttpServerRequest request) {
        String id = request.getHeader("X-Request-Id");
        return id != null && id.length() <= MAX_REQUEST_ID && id.chars().allMatch(c -> c > ' ' && c < 0x7f) ? id : null;
    }

    /** Returns the key of the caller, or null. Source of the format: RFC 6750, section 2.1. */
    static PresentedKey bearer(HttpServerRequest request) {
        String value = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (value == null || !value.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return null;
        }
        String key = value.substring(BEARER.length()).strip();
        return key.isEmpty() ? null : new PresentedKey(key);
    }

    /**
     * Accepts only JSON in UTF-8. A web page of another origin cannot send this type without a preflight request, but
     * it could send a request without a type.
     *
     * @throws ServedErrorException for other types and encodings
     */
    static void requireJson(HttpServerRequest request) {
        String encoding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            throw new ServedErrorException(
                    ServedError.notJson("Content-Encoding " + PrintableText.name(encoding) + " is not supported."));
        }
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        if (type == null) {
            throw new ServedErrorException(
                    ServedError.notJson("Content-Type must be application/json, but is missing."));
        }
        String media = ContentType.mediaType(type);
        if (!media.equals("application/json") && !(media.startsWith("application/") && media.endsWith("+json"))) {
            throw new ServedErrorException(ServedError.notJson(
                    "Content-Type must be application/json, but is " + PrintableText.name(type) + "."));
        }
        String[] parts = type.toLowerCase(Locale.ROOT).split(";");
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].replace("\"", "").replace(" ", "");
            if (parameter.startsWith("charset=") && !UTF_8.contains(parameter)) {
                throw new ServedErrorException(ServedError.notJson(
                        "The body must be in UTF-8, but Content-Type is " + PrintableText.name(type) + "."));
            }
        }
    }
}
