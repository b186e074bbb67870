package io.github.camelglm4.options;

import static io.github.camelglm4.testing.Patience.SOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4Properties;
import io.github.camelglm4.MessageTestSupport;
import io.github.camelglm4.testing.RecordedRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.BindToRegistry;
import org.apache.camel.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The address and the headers of a request. */
class ServiceOptionsTest extends MessageTestSupport {

    @BindToRegistry("tenant")
    private final Map<String, String> tenant = new LinkedHashMap<>(Map.of("X-Tenant", "a=b,c"));

    @BindToRegistry("secret")
    private final Map<String, String> secret = Map.of("Authorization", "Basic Zm9v");

    @ParameterizedTest
    @CsvSource({
        "/v1, /v1/chat/completions",
        "/v1/, /v1/chat/completions",
        "/v1//, /v1/chat/completions",
        "/v1/chat/completions, /v1/chat/completions",
        "/v1/chat/completions/, /v1/chat/completions",
        "/api/paas/v4, /api/paas/v4/chat/completions",
        "/api/coding/paas/v4/, /api/coding/paas/v4/chat/completions",
        "'', /chat/completions",
        "/, /chat/completions",
        "/v1?api-version=2, /v1/chat/completions?api-version=2",
        "/v1/?api-version=2, /v1/chat/completions?api-version=2",
        "/v1/chat/completions?a=1&b=%E6%99%BA, /v1/chat/completions?a=1&b=%E6%99%BA",
        "/my%20proxy/v1, /my%20proxy/v1/chat/completions"
    })
    void theBaseUrlMayBeWrittenInManyWays(String base, String path) {
        sent(MODEL + "?baseUrl=RAW(" + server.url(base) + ")", "Hi");

        assertThat(server.requests()).extracting(RecordedRequest::path).containsExactly(path);
    }

    @Test
    void theComponentsBaseUrlCountsForEndpointsWithoutOne() {
        context.getComponent("glm4", Glm4Component.class).getService().setBaseUrl(server.url("/component"));

        sent(MODEL, "Hi");
        sent(MODEL + "?baseUrl=" + server.url("/endpoint"), "Hi");

        assertThat(server.requests())
                .extracting(RecordedRequest::path)
                .containsExactly("/component/chat/completions", "/endpoint/chat/completions");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-no-dot", " sk-no-dot ", "sk-no-dot%0A"})
    void theKeyIsSentWithoutTheSpaceAroundIt(String key) {
        sent(MODEL + "?apiKey=" + key, "Hi");

        assertThat(server.requests().get(0).headers("Authorization")).containsExactly("Bearer sk-no-dot");
    }

    @Test
    void thePropertyOfAMessageOverridesTheKey() {
        template.send(MODEL, exchange -> {
            exchange.setProperty(Glm4Properties.API_KEY, "sk-other");
            exchange.getMessage().setBody("Hi");
        });

        assertThat(server.takeRequest(SOON).headers("Authorization")).containsExactly("Bearer sk-other");
    }

    @Test
    void noKeyMeansNoAuthorization() {
        context.getComponent("glm4", Glm4Component.class).getService().setApiKey(" ");

        sent(MODEL, "Hi");

        assertThat(server.requests().get(0).header("Authorization")).isNull();
    }

    @Test
    void additionalHeadersAreSentWithEveryRequest() {
        sent(MODEL + "?additionalHeaders=X-Tenant=a, X-Trace = b=c", "Hi");

        RecordedRequest request = server.requests().get(0);
        assertThat(request.headers("X-Tenant")).containsExactly("a");
        assertThat(request.headers("X-Trace")).containsExactly("b=c");
        assertThat(request.headers("Authorization")).containsExactly("Bearer " + KEY);
    }

    @Test
    void additionalHeadersMayBeAMapOfTheRegistry() {
        sent(MODEL + "?additionalHeaders=#bean:tenant", "Hi");

        assertThat(server.requests().get(0).headers("X-Tenant")).containsExactly("a=b,c");
    }

    @Test
    void aSecretHeaderMayStandInPlaceOfTheKey() {
        context.getComponent("glm4", Glm4Component.class).getService().setApiKey(null);

        sent(MODEL + "?secretHeaders=#bean:secret", "Hi");

        assertThat(server.requests().get(0).headers("Authorization")).containsExactly("Basic Zm9v");
    }

    @Test
    void secretHeadersAndKeyAreMaskedWhereCamelShowsTheUri() {
        String uri = MODEL + "?secretHeaders=X-Api-Key=s3cr3t-value&apiKey=sk-0123456789";

        sent(uri, "Hi");

        assertThat(server.requests().get(0).headers("X-Api-Key")).containsExactly("s3cr3t-value");
        Endpoint endpoint = context.getEndpoint(uri);
        assertThat(endpoint.toString()).contains("GLM-4-Air").doesNotContain("s3cr3t-value", "sk-0123456789");
    }

    @Test
    void headersOfTheEndpointStandInPlaceOfTheComponents() {
        context.getComponent("glm4", Glm4Component.class).getService().setAdditionalHeaders("X-Tenant=component");

        sent(MODEL, "Hi");
        sent(MODEL + "?additionalHeaders=X-Tenant=endpoint", "Hi");

        assertThat(server.requests())
                .extracting(request -> request.headers("X-Tenant"))
                .containsExactly(List.of("component"), List.of("endpoint"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Authorization=Bearer x", "cookie=a", "X-Api-Key=x", "Host=elsewhere", "a b=c"})
    void headersThatAreNotWelcomeAreRefusedByName(String header) {
        assertThatThrownBy(() -> ask(MODEL + "?additionalHeaders=" + header, "Hi"))
                .rootCause()
                .hasMessageContainingAll("additionalHeaders", header.substring(0, header.indexOf('=')));
        assertThat(server.requests()).isEmpty();
    }
}
