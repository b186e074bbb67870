package io.github.camelglm4.serving;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Set;

/** CORS: lets web pages of the allowed origins call the server. Source: Fetch standard, section CORS protocol. */
final class Cors {

    private static final String DAY = "86400";

    /** The headers of a response that the web page may read. */
    private static final String EXPOSED = "Retry-After, X-Request-Id, " + LimitHeaders.NAMES;

    private final Set<String> origins;

    Cors(Set<String> origins) {
        this.origins = origins;
    }

    /** Returns whether the request is a preflight request of an allowed origin. */
    boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader("Access-Control-Request-Method") != null
                && isAllowed(request.getHeader("Origin"));
    }

    void answerPreflight(HttpServerRequest request, ResponseWriter writer) {
        HttpServerResponse response = request.response().setStatusCode(204);
        response.putHeader("Access-Control-Allow-Methods", "GET, POST");
        String wanted = request.getHeader("Access-Control-Request-Headers");
        if (wanted != null) {
            response.putHeader("Access-Control-Allow-Headers", wanted);
        }
        response.putHeader("Access-Control-Max-Age", DAY);
        writer.end(Buffer.buffer());
    }

    /** Adds the headers that let the web page read the response, including errors. */
    void allow(HttpServerRequest request) {
        if (origins.isEmpty()) {
            return;
        }
        HttpServerResponse response = request.response();
        response.putHeader("Vary", "Origin");
        String origin = request.getHeader("Origin");
        if (isAllowed(origin)) {
            response.putHeader("Access-Control-Allow-Origin", origin);
            response.putHeader("Access-Control-Expose-Headers", EXPOSED);
        }
    }

    private boolean isAllowed(String origin) {
        return origin != null && (origins.contains("*") || origins.contains(origin));
    }
}
