package io.github.camelglm4.serving;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.Glm4TestSupport;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.camel.CamelContext;

/** Routes that are models, and a client that knows nothing of them but HTTP. */
abstract class ServingTestSupport extends Glm4TestSupport {

    static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    final int port = FreePort.next();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getComponent("glm4", Glm4Component.class).getServer().setServerPort(port);
        return context;
    }

    String url(String path) {
        return "http://localhost:" + port + "/v1" + path;
    }

    HttpRequest.Builder chat(String json) {
        return HttpRequest.newBuilder(URI.create(url("/chat/completions")))
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(json));
    }

    static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The response as soon as its head is there. */
    static HttpResponse<InputStream> open(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    static Map<String, Object> json(HttpResponse<String> response) throws IOException {
        byte[] bytes = response.body().getBytes(StandardCharsets.UTF_8);
        return Json.readObject(bytes, 0, bytes.length);
    }

    /** A request with one user message. */
    static String asking(String model, String question, String more) {
        return "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":" + Json.writeText(question)
                + "}]" + more + "}";
    }
}
