package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.json.Fields;
import io.github.camelglm4.testing.GlmJson;
import io.github.camelglm4.testing.Reply;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Of what the service behind a gateway says of a failure, callers get only what judges their request. */
class ServiceWordsTest extends ServingTestSupport {

    private static final String WORDS =
            "Rejected by vllm-7.prod.internal:8443 (10.1.2.3) for organization org-Xk2f81, project"
                    + " proj_8812, key " + KEY.substring(0, 12) + ", "
                    + KEY.toUpperCase(Locale.ROOT).substring(4, 30) + ", "
                    + Base64.getEncoder().encodeToString(KEY.getBytes(StandardCharsets.UTF_8));

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:proxy").to("glm4:GLM-4-Air?maxRetries=0");
            }
        };
    }

    @ParameterizedTest
    @CsvSource({
        "401, authentication_error",
        "403, authentication_error",
        "404, invalid_request_error",
        "500, server_error",
        "502, server_error",
        "503, overloaded_error",
        "529, overloaded_error"
    })
    void whatItSaysOfItselfAndTheOperatorIsNotTold(int status, String type) throws Exception {
        for (String stream : new String[] {"false", "true"}) {
            server.enqueue(Reply.json(status, GlmJson.error("org-Xk2f81 " + KEY.substring(0, 12), WORDS)));

            HttpResponse<String> response = send(chat(asking("proxy", "hi", ",\"stream\":" + stream)));

            assertThat(response.statusCode()).isEqualTo(status);
            Map<String, Object> error = Fields.object(json(response), "error");
            assertThat(error).containsEntry("type", type).containsEntry("code", null);
            assertThat(Fields.text(error, "message")).doesNotContain("Rejected").isNotBlank();
            assertNothingOfTheInside(response.body());
        }
    }

    @Test
    void anErrorInTheMiddleOfAStreamNeither() throws Exception {
        server.enqueue(Reply.sse(GlmJson.delta("Hel"), GlmJson.error("500", WORDS)));

        HttpResponse<String> response = send(chat(asking("proxy", "hi", ",\"stream\":true")));

        assertThat(response.body()).contains("Hel").contains("\"error\"").doesNotContain("Rejected", "[DONE]");
        assertNothingOfTheInside(response.body());
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 422, 429})
    void whatJudgesTheRequestIsToldWithoutHostsAndKeys(int status) throws Exception {
        server.enqueue(
                Reply.error(status, "1214", "messages[0].content is too long, see https://vllm-7/doc. " + WORDS));

        HttpResponse<String> response = send(chat(asking("proxy", "hi", "")));

        assertThat(response.statusCode()).isEqualTo(status);
        Map<String, Object> error = Fields.object(json(response), "error");
        assertThat(error).containsEntry("code", "1214");
        assertThat(Fields.text(error, "message")).contains("messages[0].content is too long, see ...");
        assertNothingOfTheInside(response.body());
    }

    private static void assertNothingOfTheInside(String body) {
        assertThat(body.toLowerCase(Locale.ROOT))
                .doesNotContain("vllm", "10.1.2.3", "8443", "xk2f81", "8812")
                .doesNotContain(KEY.substring(0, 12))
                .doesNotContain(KEY.substring(4, 30).toLowerCase(Locale.ROOT))
                .doesNotContain(Base64.getEncoder()
                        .encodeToString(KEY.getBytes(StandardCharsets.UTF_8))
                        .substring(0, 12)
                        .toLowerCase(Locale.ROOT));
    }
}
