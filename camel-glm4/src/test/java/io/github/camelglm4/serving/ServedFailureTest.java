package io.github.camelglm4.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.camelglm4.error.Glm4ContentFilterException;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.json.Fields;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

/** The error that a caller gets for a failure in a route. */
class ServedFailureTest extends ServingTestSupport {

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4:untyped").throwException(new IllegalStateException("jdbc:secret"));
                from("glm4:busy").throwException(Glm4OverloadedException.class, "Come back after lunch.");
                from("glm4:moderated").throwException(Glm4ContentFilterException.class, "Not here.");
                from("glm4:nowhere").to("glm4:GLM-4-Air?maxRetries=0&baseUrl=http://127.0.0.1:1/v1");
                from("glm4:teapot")
                        .setHeader("CamelHttpResponseCode", constant(418))
                        .setHeader("Retry-After", constant(9))
                        .setBody(constant("Short and stout."));
                from("glm4:rollback").rollback("secret");
                from("glm4:handled")
                        .doTry()
                        .throwException(new IllegalStateException("x"))
                        .doCatch(Exception.class)
                        .setBody(constant("all is well"))
                        .end();
                from("glm4:wrong").setBody(constant(new Object())).to("glm4:GLM-4-Air");
            }
        };
    }

    @Test
    void nothingOfTheInside() throws Exception {
        for (String model : List.of("untyped", "rollback")) {
            HttpResponse<String> response = send(chat(asking(model, "hi", "")));

            assertThat(response.statusCode()).isEqualTo(500);
            assertThat(error(response)).containsEntry("message", "The model failed to answer.");
        }
    }

    @Test
    void whatTheRouteThrowsToBeRead() throws Exception {
        HttpResponse<String> busy = send(chat(asking("busy", "hi", "")));
        HttpResponse<String> moderated = send(chat(asking("moderated", "hi", ",\"stream\":true")));

        assertThat(busy.statusCode()).isEqualTo(503);
        assertThat(error(busy)).containsEntry("message", "Come back after lunch.");
        assertThat(moderated.statusCode()).isEqualTo(400);
        assertThat(error(moderated)).containsEntry("message", "Not here.");
    }

    @Test
    void noHostAndNoClassOfACallThatFailed() throws Exception {
        HttpResponse<String> nowhere = send(chat(asking("nowhere", "hi", "")));
        HttpResponse<String> wrong = send(chat(asking("wrong", "hi", "")));

        assertThat(nowhere.statusCode()).isEqualTo(502);
        assertThat(nowhere.body()).doesNotContain("127.0.0.1");
        assertThat(wrong.body()).doesNotContain("java");
    }

    @Test
    void aStatusThatTheRouteSets() throws Exception {
        HttpResponse<String> response = send(chat(asking("teapot", "hi", "")));

        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.headers().firstValue("Retry-After")).contains("9");
        assertThat(error(response)).containsEntry("message", "Short and stout.");
    }

    @Test
    void nothingWhenTheRouteHandlesIt() throws Exception {
        assertThat(send(chat(asking("handled", "hi", ""))).body()).contains("all is well");
    }

    private static Map<String, Object> error(HttpResponse<String> response) throws Exception {
        return Fields.object(json(response), "error");
    }
}
