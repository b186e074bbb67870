package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** Who may use which model. */
class ServerKeysTest extends ServingTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:shop?serverApiKeys=RAW(till:sk-till, sk-plain)")
                        .setBody(simple("${header.CamelGlm4Caller}!"));
                from("glm4:stock?serverApiKeys=RAW(store:sk-store,till:sk-till)")
                        .setBody(constant("here"));
            }
        };
    }

    @Test
    void tellsTheRouteWhoAsks() throws Exception {
        assertThat(ask("shop", "Bearer sk-till").body()).contains("\"till!\"");
        assertThat(ask("shop", "bearer  sk-plain ").body()).contains("\"!\"");
    }

    @Test
    void refusesStrangers() throws Exception {
        for (String authorization : new String[] {"Bearer sk-other", "Basic sk-till", "Bearer ", "Bearer sk-store"}) {
            HttpResponse<String> response = ask("shop", authorization);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(response.body()).doesNotContain("sk-");
        }
        HttpResponse<String> without = send(chat(asking("shop", "hi", "")));
        assertThat(without.statusCode()).isEqualTo(401);
        assertThat(without.body()).contains("missing_api_key");
    }

    @Test
    void listsWhatTheKeyMayUse() throws Exception {
        assertThat(models("sk-till")).contains("shop").contains("stock");
        assertThat(models("sk-store")).doesNotContain("shop").contains("stock");
        assertThat(models("sk-other")).contains("invalid_api_key");
        assertThat(send(HttpRequest.newBuilder(URI.create(url("/models/shop")))
                                .header("Authorization", "Bearer sk-store"))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void keysAreInNoUri() {
        assertThat(context.getEndpoints())
                .noneMatch(endpoint -> endpoint.toString().contains("sk-till"));
    }

    @Test
    void aBlankKeyIsAnErrorThatTellsNone() {
        assertThatThrownBy(() -> ServerKeys.parse("a:sk-1,,b:sk-2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("entry 2")
                .hasMessageNotContaining("sk-");
    }

    private HttpResponse<String> ask(String model, String authorization) throws Exception {
        return send(chat(asking(model, "hi", "")).header("Authorization", authorization));
    }

    private String models(String key) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(url("/models"))).header("Authorization", "Bearer " + key))
                .body();
    }
}
