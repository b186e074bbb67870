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
    void answersLikeTheService() throws Exception {
        HttpResponse<String> response = post(request("The harbour was closed at noon."));

        JsonNode reply = Json.parse(response.body());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(reply.path("model").asText()).isEqualTo("GLM-4-Air");
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(reply.at("/choices/0/message/content").asText()).isEqualTo("The harbour was closed at noon.");
        assertThat(reply.at("/usage/prompt_tokens").asInt()).isEqualTo(8);
        assertThat(reply.at("/usage/total_tokens").asInt())
                .isEqualTo(8 + reply.at("/usage/completion_tokens").asInt());
    }

    @Test
    void saysWhenItsAnswerIsCut() throws Exception {
        JsonNode reply = ask(request("The ferry leaves at nine.").put("max_tokens", 2));

        assertThat(content(reply)).isEqualTo("The ferr");
        assertThat(reply.at("/choices/0/finish_reason").asText()).isEqualTo("length");
    }

    @Test
    void listsTheModelsOfTheApiPage() throws Exception {
        JsonNode models = Json.parse(get("/v1/models").body());

        assertThat(models.path("data").findValuesAsText("id")).containsAll(OfflineModel.MODELS);
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

        List<String> events = List.of(post(request).body().split("\n\n"));

        assertThat(events).allMatch(event -> event.startsWith("data: ")).last().isEqualTo("data: [DONE]");
        List<JsonNode> chunks = events.subList(0, events.size() - 1).stream()
                .map(event -> parsed(event.substring("data: ".length())))
                .toList();
        assertThat(chunks.stream().map(OfflineModelTest::delta)).startsWith("", "Rain ", "is ", "due.");
        assertThat(chunks.stream().map(OfflineModelTest::delta).collect(Collectors.joining()))
                .isEqualTo(content(ask(request.put("stream", false))));
        JsonNode last = chunks.get(chunks.size() - 1);
        assertThat(last.at("/choices/0/finish_reason").asText()).isEqualTo("stop");
        assertThat(last.at("/usage/prompt_tokens").asInt()).isPositive();
    }

    @Test
    void callsToolsUntilItKnowsTheAnswer() throws Exception {
        ObjectNode request = request("Where is order 1042?");
        request.set("tools", Json.tree(Desk.TOOLS));

        JsonNode first = ask(request);

        assertThat(first.at("/choices/0/finish_reason").asText()).isEqualTo("tool_calls");
        JsonNode call = first.at("/choices/0/message/tool_calls/0");
        assertThat(call.at("/function/name").asText()).isEqualTo("lookupOrder");
        assertThat(call.at("/function/arguments").asText()).isEqualTo("{\"orderId\":1042}");

        result(request, first, "{\"tracking\":\"DE482193\"}");
        JsonNode second = ask(request);
        assertThat(second.at("/choices/0/message/tool_calls/0/function/name").asText())
                .isEqualTo("shipment");

        result(request, second, "It is in Bremen.");
        assertThat(content(ask(request))).isEqualTo("lookupOrder: tracking DE482193\nshipment: It is in Bremen.");
    }

    @Test
    void callsToolsInStreamsToo() throws Exception {
        ObjectNode request = request("Where is order 1042?").put("stream", true);
        request.set("tools", Json.tree(Desk.TOOLS));

        String events = post(request).body();

        assertThat(events)
                .contains("\"name\":\"lookupOrder\"")
                .contains("\"finish_reason\":\"tool_calls\"")
                .endsWith("data: [DONE]\n\n");
    }

    @Test
    void refusesWhatItCannotAnswer() throws Exception {
        HttpResponse<String> warm = post(request("Hello.").put("temperature", 1.5));
        HttpResponse<String> blank = post(request("  "));
        HttpResponse<String> unknown = post(request("Hello.").put("model", "gpt-4"));
        HttpResponse<String> tooLong = post(request("字".repeat(131_073)));

        assertThat(warm.statusCode()).isEqualTo(400);
        assertThat(Json.parse(warm.body()).at("/error/param").asText()).isEqualTo("temperature");
        assertThat(blank.statusCode()).isEqualTo(400);
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(tooLong.statusCode()).isEqualTo(400);
        assertThat(tooLong.body()).contains("131073 tokens");
    }

    @Test
    void refusesATextThatIsMarkedAsBlocked() throws Exception {
        HttpResponse<String> blocked = post(request("Hello. [blocked]"));

        assertThat(blocked.statusCode()).isEqualTo(400);
        assertThat(Json.parse(blocked.body()).at("/error/code").asText()).isEqualTo("1301");
        assertThat(Json.parse(blocked.body()).at("/error/message").asText()).contains("[blocked]");
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

    /** Puts what the model said, and what came of its first call, into the next request. */
    private static void result(ObjectNode request, JsonNode reply, String result) {
        JsonNode said = reply.at("/choices/0/message");
        request.withArray("messages")
                .add(said)
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", said.at("/tool_calls/0/id").asText())
                .put("content", result);
    }

    private static JsonNode ask(JsonNode request) throws IOException, InterruptedException {
        return Json.parse(post(request).body());
    }

    private static HttpResponse<String> post(JsonNode body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri("/v1/chat/completions"))
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
