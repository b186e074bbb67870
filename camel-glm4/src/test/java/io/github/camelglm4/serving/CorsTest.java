package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Web pages of the origins that are named may use the server, others may not. */
class CorsTest extends ServingTestSupport {

    private static final String PAGE = "https://app.example.com";

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:echo?serverCors=" + PAGE + "&serverApiKeys=k").setBody(simple("${body}"));
            }
        };
    }

    @Test
    void aPageThatIsNamedMayAskInAdvance() throws Exception {
        HttpResponse<String> response = preflight(PAGE);

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .contains("authorization,content-type");
        assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
                .contains("GET, POST");
    }

    @Test
    void aPageThatIsNamedSeesErrorsToo() throws Exception {
        HttpResponse<String> response = send(chat(asking("echo", "hi", "")).header("Origin", PAGE));

        assertThat(response.statusCode()).isEqualTo(401);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains(PAGE);
        assertThat(response.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(names -> assertThat(names)
                        .contains("Retry-After", "x-ratelimit-remaining-requests", "x-ratelimit-reset-tokens"));
        assertThat(response.headers().firstValue("Vary")).contains("Origin");
    }

    @Test
    void anotherPageIsNotAnswered() throws Exception {
        HttpResponse<String> response = preflight("https://evil.example.com");

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    private HttpResponse<String> preflight(String origin) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url("/chat/completions")))
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", origin)
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type"));
    }
}
