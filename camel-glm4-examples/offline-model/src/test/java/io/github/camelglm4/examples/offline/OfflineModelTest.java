package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The offline model as a client sees it: over HTTP. */
class OfflineModelTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static OfflineModel model;

    @BeforeAll
    static void start() {
        model = OfflineModel.start(0);
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void answersInTheShapeOfThePlatform() throws Exception {
        ObjectNode request = request("The harbour was closed at noon.").put("request_id", "order-4711");

        HttpResponse<String> response = post("/api/paas/v4/chat/completions", request);

        JsonNode reply = Json.parse(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=UTF-8");
        assertThat(response.headers().firstValue("X-LOG-ID"))
                .hasValue(reply.path("id").asText());
        assertThat(reply.path("id").asText()).matches("20\\d{12}[0-9a-f]{16}");
        assertThat(reply.path("request_id").asText()).isEqualTo("order-4711");
        assertThat(reply.path("object").asText()).isEqualTo("chat.completion");
        assertThat(reply.path("model").asText()).isEqualTo("GLM-4-Air");
        assertThat(reply.path("choices")).hasSize(1);
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(reply.at("/choices/0/message/role").asText()).isEqualTo("assistant");
        assertThat(reply.at("/choices/0/message/content").asText()).isEqualTo("The harbour was closed at noon.");
        assertThat(reply.at("/usage/prompt_tokens").asInt()).isEqualTo(8);
        assertThat(reply.at("/usage/total_tokens").asInt())
                .isEqualTo(8 + reply.at("/usage/completion_tokens").asInt());
    }

    @Test
    void makesARequestIdWhenThereIsNone() throws Exception {
        JsonNode reply = ask(request("你好。"));

        assertThat(reply.path("request_id")).isEqualTo(reply.path("id"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/paas/v4", "/api/coding/paas/v4", "/v1"})
    void livesUnderTheUsualPrefixes(String prefix) throws Exception {
        assertThat(post(prefix + "/chat/completions", request("Hello.")).statusCode())
                .isEqualTo(200);
        JsonNode models = Json.parse(get(prefix + "/models").body());
        assertThat(models.path("data").findValuesAsText("id")).contains("glm-4-air");
    }

    @Test
    void asksForJsonGetsJson() throws Exception {
        ObjectNode request = request("Die Lampe kam beschädigt an. Ich verlange eine Rückerstattung.");
        request.putObject("response_format").put("type", "json_object");

        JsonNode answer = Json.parse(content(ask(request)));

        assertThat(answer.path("category").asText()).isEqualTo("complaint");
        assertThat(answer.path("summary").asText()).isEqualTo("Die Lampe kam beschädigt an.");
    }

    @Test
    void sameRequestGetsTheSameAnswer() throws Exception {
        ObjectNode request = request("First point. Second point about boats. Boats are third. Fourth is last.");

        assertThat(content(ask(request))).isEqualTo(content(ask(request)));
    }

    @Test
    void streamsPiecesThenFinishReasonAndUsage() throws Exception {
        ObjectNode request = request("Rain is due. 明天下雨。").put("stream", true);

        HttpResponse<String> response = post("/v1/chat/completions", request);

        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream;charset=UTF-8");
        List<String> events = List.of(response.body().split("\n\n"));
        assertThat(events).allMatch(event -> event.startsWith("data: ")).last().isEqualTo("data: [DONE]");
        List<JsonNode> chunks = events.subList(0, events.size() - 1).stream()
                .map(event -> parsed(event.substring("data: ".length())))
                .toList();
        assertThat(chunks)
                .allMatch(chunk -> chunk.at("/choices/0/delta/role").asText().equals("assistant"))
                .allMatch(chunk -> !chunk.has("object"));
        assertThat(chunks.stream().map(OfflineModelTest::delta)).startsWith("Rain ", "is ", "due.");
        assertThat(chunks.stream().map(OfflineModelTest::delta).collect(Collectors.joining()))
                .isEqualTo(content(ask(request.put("stream", false))));
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(delta(last)).isEmpty();
        assertThat(last.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(last.at("/usage/prompt_tokens").asInt()).isPositive();
    }

    @Test
    void refusesARequestWithThePlatformsCode() throws Exception {
        HttpResponse<String> response =
                post("/v1/chat/completions", request("Hello.").put("temperature", 1.5));

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("X-LOG-ID")).isPresent();
        JsonNode error = Json.parse(response.body()).path("error");
        assertThat(error.path("code").isTextual()).isTrue();
        assertThat(error.path("code").asText()).isEqualTo("1210");
        assertThat(error.path("message").asText()).contains("temperature is 1.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/v1", "/v1/chat", "/v4/v1/chat/completions", "/chat/completions"})
    void knowsNoOtherPath(String path) throws Exception {
        HttpResponse<String> response = post(path, request("Hello."));

        JsonNode body = Json.parse(response.body());
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(body.path("status").asInt()).isEqualTo(404);
        assertThat(body.path("error").asText()).isEqualTo("Not Found");
        assertThat(body.path("path").asText()).isEqualTo(path);
    }

    @ParameterizedTest
    @CsvSource({"GET, /v1/chat/completions, POST", "POST, /v1/models, GET"})
    void knowsNoOtherMethod(String method, String path, String allowed) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
    }

    @Test
    void saysWhichPortIsTaken() {
        int taken = URI.create(model.baseUrl()).getPort();

        assertThatThrownBy(() -> OfflineModel.start(taken)).hasMessageContaining("127.0.0.1:" + taken);
    }

    static ObjectNode request(String text) {
        ObjectNode request = Json.object().put("model", "GLM-4-Air");
        request.putArray("messages").addObject().put("role", "user").put("content", text);
        return request;
    }

    private static JsonNode ask(JsonNode request) throws IOException, InterruptedException {
        return Json.parse(post("/v1/chat/completions", request).body());
    }

    private static HttpResponse<String> post(String path, JsonNode body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static URI uri(String path) {
        return URI.create(model.baseUrl()).resolve(path);
    }

    private static String content(JsonNode reply) {
        return reply.at("/choices/0/message/content").asText();
    }

    private static String delta(JsonNode chunk) {
        return chunk.at("/choices/0/delta/content").asText();
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.parse(json);
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }
}
