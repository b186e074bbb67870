package io.github.camelglm4.kamelets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.camelglm4.testing.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class KameletModelSourceTest extends KameletTestSupport {

    private final int port = FreePort.next();

    private void loadModel(String more) throws Exception {
        load("""
                - route:
                    from:
                      uri: kamelet:glm4-model-source
                      parameters:
                        serverPort: %d
                %s
                      steps:
                        - setBody:
                            simple: "You said: ${body}"
                """.formatted(port, more.indent(8)));
    }

    private HttpResponse<String> post(String path, String key, String more) throws Exception {
        String body = "{\"model\":\"parrot\",\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]" + more + "}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void whatFollowsTheKameletAnswers() throws Exception {
        loadModel("model: parrot");

        HttpResponse<String> response = post("/v1/chat/completions", "any", "");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"content\":\"You said: Hello\"", "\"model\":\"parrot\"");
        assertThat(post("/v1/chat/completions", "any", ",\"stream\":true").body())
                .contains("You said: Hello", "data: [DONE]");
    }

    @Test
    void keysAndPathAreParametersToo() throws Exception {
        loadModel("model: parrot\nserverHost: 127.0.0.1\nserverPath: /api\nserverApiKeys: anna:sk-a,sk-b");

        assertThat(post("/api/chat/completions", "sk-a", "").statusCode()).isEqualTo(200);
        assertThat(post("/api/chat/completions", "sk-x", "").statusCode()).isEqualTo(401);
        assertThat(post("/v1/chat/completions", "sk-a", "").statusCode()).isEqualTo(404);
    }

    @Test
    void aModelWithoutANameIsRefused() {
        assertThatThrownBy(() -> loadModel("serverPath: /v1"))
                .rootCause()
                .hasMessageContaining("parameters must be provided: model");
    }
}
