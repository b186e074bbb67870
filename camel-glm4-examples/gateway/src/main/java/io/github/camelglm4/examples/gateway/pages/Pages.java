package io.github.camelglm4.examples.gateway.pages;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.HeaderFilterStrategy;

/**
 * Serves the web pages on the HTTP server of the application: {@code /} and {@code /usage}, and their scripts, style
 * sheets and pictures below {@code /pages/}. The pages need no API key: they ask the reader for it.
 */
public final class Pages extends RouteBuilder {
    private static final String FOLDER = "/pages/";
    private static final byte[] NOT_FOUND = "This page does not exist.\n".getBytes(StandardCharsets.UTF_8);

    /** Everything comes from this server, and nothing inside a page is a script or a style. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The files that pages load. A page itself has one address only. */
    private static final Pattern FILE = Pattern.compile("/pages/([a-z0-9-]+\\.(?:css|js|svg))");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    @Override
    public void configure() {
        route("chat-page", "/").process(exchange -> answer(exchange, "chat.html"));
        route("usage-page", "/usage").process(exchange -> answer(exchange, "usage.html"));
        route("page-files", "/pages/{file}").process(exchange -> answer(exchange, file(exchange)));
    }

    private RouteDefinition route(String id, String path) {
        PlatformHttpEndpoint endpoint =
                endpoint("platform-http:" + path + "?httpMethodRestrict=GET,HEAD", PlatformHttpEndpoint.class);
        endpoint.setHeaderFilterStrategy(new PageHeaders());
        return from(endpoint).routeId(id);
    }

    /** Returns the name of the file in the path of the request, or null. */
    private static String file(Exchange exchange) {
        Matcher file = FILE.matcher(exchange.getMessage().getHeader(Exchange.HTTP_PATH, "", String.class));
        return file.matches() ? file.group(1) : null;
    }

    private static void answer(Exchange exchange, String file) throws IOException {
        Message message = exchange.getMessage();
        message.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
        message.setHeader("X-Content-Type-Options", "nosniff");
        message.setHeader("Referrer-Policy", "no-referrer");
        message.setHeader("Cache-Control", "no-cache");
        byte[] content = content(file);
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, content == null ? 404 : 200);
        message.setHeader(Exchange.CONTENT_TYPE, content == null ? "text/plain; charset=utf-8" : type(file));
        // over HTTP/2, a body would be sent in response to HEAD too
        boolean wanted = "GET".equals(message.getHeader(Exchange.HTTP_METHOD));
        message.setBody(!wanted ? null : content == null ? NOT_FOUND : content);
    }

    private static byte[] content(String file) throws IOException {
        try (InputStream content = file == null ? null : Pages.class.getResourceAsStream(FOLDER + file)) {
            return content == null ? null : content.readAllBytes();
        }
    }

    private static String type(String file) {
        return TYPES.get(file.substring(file.lastIndexOf('.') + 1));
    }

    /** Headers and parameters of a request are ignored, and all headers of a response are sent. */
    private static final class PageHeaders implements HeaderFilterStrategy {
        @Override
        public boolean applyFilterToCamelHeaders(String name, Object value, Exchange exchange) {
            return name.startsWith("Camel");
        }

        @Override
        public boolean applyFilterToExternalHeaders(String name, Object value, Exchange exchange) {
            return true;
        }
    }
}
