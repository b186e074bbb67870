package io.github.camelglm4.serving;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The page at {@code /}, outside the base path of the API: how to call the server. It needs no API key, and contains no
 * model name and no version.
 */
final class StartPage {

    /** Only characters that are literal in HTML and in a shell. */
    private static final Pattern AUTHORITY = Pattern.compile("(?:[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::\\d{1,5})?");

    private static final String TEXT = """
            This server provides models with an API that is compatible with the OpenAI API.
            Base URL for clients: %1$s

            List the models:

            curl %1$s/models%2$s
            """;

    private static final String CHAT = """

            Send a request. Replace MODEL with the name of a model%3$s:

            curl %1$s/chat/completions%2$s \\
              -H "Content-Type: application/json" \\
              -d '{"model": "MODEL", "messages": [{"role": "user", "content": "Hello"}]}'
            """;

    private static final String EMBEDDINGS = """

            Request the vector of a text. Replace MODEL with the name of a model for embeddings%3$s:

            curl %1$s/embeddings%2$s \\
              -H "Content-Type: application/json" \\
              -d '{"model": "MODEL", "input": "Hello"}'
            """;

    private static final String HTML = "<!DOCTYPE html><title>Model server</title><pre>%s</pre>\n";

    private StartPage() {}

    static boolean isAt(HttpServerRequest request, ServerSettings settings) {
        return "/".equals(request.path())
                && request.method().equals(HttpMethod.GET)
                && !settings.path().isEmpty()
                && !settings.place().shared();
    }

    static void write(
            HttpServerRequest request, ServerSettings settings, ModelDirectory models, ResponseWriter writer) {
        String host = request.authority() == null ? "" : request.authority().toString();
        String own = AUTHORITY.matcher(host).matches()
                ? host
                : "localhost:" + settings.place().port();
        String baseUrl = (settings.tls() == null ? "http://" : "https://") + own + settings.path();
        Set<ServedOperation> operations = models.operations();
        String template = TEXT
                + (operations.contains(ServedOperation.CHAT) ? CHAT : "")
                + (operations.contains(ServedOperation.EMBEDDINGS) ? EMBEDDINGS : "");
        // whether a model can be called without a key
        boolean open = models.isOpen();
        String text = template.formatted(
                baseUrl, open ? "" : " -H \"Authorization: Bearer KEY\"", open ? "" : ", and KEY with an API key");
        String accept = request.getHeader(HttpHeaders.ACCEPT);
        boolean html = accept != null && accept.contains("text/html");
        String page = html ? HTML.formatted(text.replace("&", "&amp;").replace("<", "&lt;")) : text;
        request.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .putHeader("Content-Security-Policy", "default-src 'none'")
                .putHeader("X-Content-Type-Options", "nosniff");
        writer.complete(200, html ? "text/html" : "text/plain", page.getBytes(StandardCharsets.UTF_8));
    }
}
