package io.github.camelglm4.examples.gateway.pages;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.examples.gateway.RunningGateway;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages over HTTP: what is served, as what, and with which headers. */
class PagesTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = ChatGateway.start();
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8",
        "/pages/chat.js, text/javascript; charset=utf-8",
        "/pages/style.css, text/css; charset=utf-8",
        "/pages/icon.svg, image/svg+xml"
    })
    void haveTheirTypes(String path, String type) throws Exception {
        HttpResponse<String> response = ask("GET", path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(response.body()).isNotEmpty();
        assertProtected(response);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/pages/none.js",
                "/pages/chat.html",
                "/pages/..%2fapplication.properties",
                "/pages/%2e%2e%2fapplication.properties",
                "/pages/chat.js%00.css",
                "/pages/Chat.js"
            })
    void otherFilesDoNotExist(String path) throws Exception {
        HttpResponse<String> response = ask("GET", path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("This page does not exist.\n");
        assertProtected(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/pages/chat.js"})
    void canOnlyBeRead(String path) throws Exception {
        assertThat(ask("POST", path).statusCode()).isEqualTo(405);
        assertThat(ask("DELETE", path).statusCode()).isEqualTo(405);

        HttpResponse<String> head = ask("HEAD", path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertProtected(head);
    }

    @Test
    void sendNothingOfTheRequestBack() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url() + "?echo=1"))
                .header("Authorization", "Bearer sk-alice")
                .header("X-Echo", "yes")
                .build();

        assertThat(CLIENT.send(request, BodyHandlers.ofString()).headers().map().keySet())
                .doesNotContain("authorization", "x-echo", "echo", "user-agent");
    }

    private static void assertProtected(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Content-Security-Policy"))
                .contains("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                        + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
        assertThat(response.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(response.headers().firstValue("Referrer-Policy")).contains("no-referrer");
        assertThat(response.headers().firstValue("Cache-Control")).contains("no-cache");
    }

    private static HttpResponse<String> ask(String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(gateway.url()).resolve(path))
                .method(method, BodyPublishers.noBody())
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }
}
