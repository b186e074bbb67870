package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.camelglm4.testing.FreePort;
import io.github.camelglm4.testing.RawClient;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /} returns a page that says how to call the server. */
@Timeout(60)
class StartPageTest extends ServingTestSupport {

    private final int keyed = FreePort.next();
    private final int atRoot = FreePort.next();
    private final int vectors = FreePort.next();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo").setBody(simple("You said: ${body}"));
                from("glm4-embedding:echo").setBody(constant(List.of(1)));
                from("glm4:hidden?serverApiKeys=sk-1&serverPort=" + keyed).setBody(constant("answer"));
                from("glm4-embedding:vectors?serverPort=" + vectors).setBody(constant(List.of(1)));
                from("glm4:echo?serverPath=/&serverPort=" + atRoot).setBody(constant("answer"));
            }
        };
    }

    @Test
    void browsersGetHtml() throws Exception {
        HttpResponse<String> page = page(keyed, "text/html,application/xhtml+xml;q=0.9,*/*;q=0.8");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValue("default-src 'none'");
        assertThat(page.body())
                .startsWith("<!DOCTYPE html>")
                .contains("http://localhost:" + keyed + "/v1", "Authorization: Bearer KEY", "KEY with an API key")
                .doesNotContain("hidden", "sk-1");
    }

    @Test
    void otherClientsGetText() throws Exception {
        HttpResponse<String> page = page(keyed, "*/*");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(page.body())
                .contains("curl http://localhost:" + keyed + "/v1/models -H \"Authorization: Bearer KEY\"\n")
                .doesNotContain("hidden", "sk-1", "<");
    }

    @Test
    void commandsWithoutAKeyWork() throws Exception {
        assumeTrue(Commands.isThere("curl"), "curl is not on this machine");
        String text = page(port, "*/*").body();
        assertThat(text).doesNotContain("KEY");
        String commands = text.substring(text.indexOf("curl "))
                .replaceAll("(?m)^[A-Z].*", "")
                .replace("MODEL", "echo");

        Commands.Result result = Commands.run(Path.of("."), Map.of(), "sh", "-c", commands);

        assertThat(result.output()).contains("\"id\":\"echo\"", "You said: Hello", "\"embedding\":[1.0]");
    }

    @Test
    void hasCommandsForTheOperationsOfTheModels() throws Exception {
        assertThat(page(port, "*/*").body()).contains("/v1/chat/completions", "/v1/embeddings");
        assertThat(page(keyed, "*/*").body()).contains("/v1/chat/completions").doesNotContain("/v1/embeddings");
        assertThat(page(vectors, "*/*").body()).contains("/v1/embeddings").doesNotContain("/v1/chat/completions");
    }

    @ParameterizedTest
    @CsvSource({"HEAD /, 404", "POST /, 404", "GET //, 404", "GET /index.html, 404", "GET /?a=b, 200", "GET /v1, 404"})
    void otherMethodsAndPathsAreNotThePage(String request, int status) throws Exception {
        assertThat(response(port, request, "localhost")).startsWith("HTTP/1.1 " + status);
    }

    @Test
    void isRejectedUnderAForeignHostNameWithoutKeys() throws Exception {
        assertThat(response(port, "GET /", "rebind.evil"))
                .startsWith("HTTP/1.1 403")
                .contains("host_not_allowed");
    }

    @Test
    void aServerWithKeysShowsTheNameOfItsProxy() throws Exception {
        assertThat(response(keyed, "GET /", "ai.example.com"))
                .startsWith("HTTP/1.1 200")
                .contains("curl http://ai.example.com/v1/models");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a<b>", "a;id", "$(id)", "a\"b", "a'b", "a&b"})
    void doesNotRepeatAHostThatIsNotAName(String host) throws Exception {
        assertThat(response(keyed, "GET /", host)).doesNotContain(host);
    }

    @Test
    void anApiAtTheRootHasNoPage() throws Exception {
        assertThat(response(atRoot, "GET /", "localhost"))
                .startsWith("HTTP/1.1 404")
                .contains("unknown_url");
    }

    private static HttpResponse<String> page(int port, String accept) throws Exception {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/"))
                .header("Accept", accept));
    }

    private static String response(int port, String request, String host) throws Exception {
        try (RawClient client = new RawClient(new Socket("localhost", port))) {
            client.send(request + " HTTP/1.1\r\nHost: " + host + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            return new String(client.readToEnd(), StandardCharsets.UTF_8);
        }
    }
}
