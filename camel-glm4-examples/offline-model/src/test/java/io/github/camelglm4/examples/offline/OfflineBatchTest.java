package io.github.camelglm4.examples.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files and batches of the offline model, as a client sees them. */
@Timeout(60)
class OfflineBatchTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private final OfflineModel model = OfflineModel.start(0);

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void answersTheLinesAsSingleRequests() throws Exception {
        String text = "Rain is due tomorrow. Boats stay in.";
        String file = upload(IntStream.range(0, 100)
                .mapToObj(number -> line("request-" + number, OfflineModelTest.request(text)))
                .collect(Collectors.joining()));

        JsonNode batch = ended(create(file));

        assertThat(batch.path("status").asText()).isEqualTo("completed");
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":100,\"completed\":100,\"failed\":0}");
        assertThat(batch.path("error_file_id").isNull()).isTrue();
        assertThat(batch.at("/metadata/camelGlm4Job").asText()).isEqualTo("test");
        List<JsonNode> lines = lines(batch.path("output_file_id").asText());
        assertThat(lines).extracting(line -> line.path("custom_id").asText()).doesNotHaveDuplicates();
        JsonNode single = Json.parse(
                post("/chat/completions", OfflineModelTest.request(text).toString())
                        .body());
        assertThat(lines)
                .hasSize(100)
                .extracting(line ->
                        line.at("/response/body/choices/0/message/content").asText())
                .containsOnly(single.at("/choices/0/message/content").asText());
    }

    @Test
    void writesErrorsToTheErrorFile() throws Exception {
        String file = upload(line("request-1", OfflineModelTest.request("Hello."))
                + line("request-2", OfflineModelTest.request("Hello.").put("temperature", 1.5)));

        JsonNode batch = ended(create(file));

        assertThat(batch.at("/request_counts/failed").asInt()).isEqualTo(1);
        JsonNode error = lines(batch.path("error_file_id").asText()).get(0);
        assertThat(error.path("custom_id").asText()).isEqualTo("request-2");
        assertThat(error.at("/response/status_code").asInt()).isEqualTo(400);
        assertThat(error.at("/response/body/error/param").asText()).isEqualTo("temperature");
        assertThat(lines(batch.path("output_file_id").asText())).hasSize(1);
    }

    @Test
    void oneInvalidLineFailsTheBatch() throws Exception {
        String hello = line("request-1", OfflineModelTest.request("Hello."));
        String other = line("request-2", OfflineModelTest.request("Hello.").put("model", "glm-4-plus"));
        String file = upload(hello + hello + line("short", OfflineModelTest.request("Hello.")) + "[]\n" + other
                + hello.replace("request-1", "request-3").replace("/v4/", "/v1/"));

        JsonNode batch = ended(create(file));

        assertThat(batch.path("status").asText()).isEqualTo("failed");
        JsonNode findings = batch.at("/errors/data");
        assertThat(findings.findValuesAsText("line")).containsExactly("2", "3", "4", "5", "6");
        assertThat(findings.get(0).path("message").asText()).contains("request-1");
        assertThat(ended(create(upload(""))).at("/errors/data/0/message").asText())
                .contains("1 to 50000 lines");
    }

    @Test
    void deletesTheInputUnlessTheRequestSaysOtherwise() throws Exception {
        String kept = upload(line("request-1", OfflineModelTest.request("Hello.")));
        ended(create(kept));
        String file = upload(line("request-1", OfflineModelTest.request("Hello.")));
        ended(Json.parse(post("/batches", request(file).toString()).body()));

        assertThat(files()).contains(kept).doesNotContain(file);
        assertThat(send(HttpRequest.newBuilder(uri("/files/" + kept)).DELETE()).statusCode())
                .isEqualTo(200);
        assertThat(send(HttpRequest.newBuilder(uri("/files/" + kept + "/content")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void listsBatchesInPages() throws Exception {
        String file = upload(line("request-1", OfflineModelTest.request("Hello.")));
        List<String> ids = List.of(created(file), created(file), created(file));

        JsonNode first = get("/batches?limit=2");
        JsonNode second = get("/batches?limit=2&after=" + first.path("last_id").asText());

        assertThat(first.path("data").findValuesAsText("id")).containsExactly(ids.get(2), ids.get(1));
        assertThat(first.path("has_more").asBoolean()).isTrue();
        assertThat(second.path("data").findValuesAsText("id")).containsExactly(ids.get(0));
        assertThat(second.path("has_more").asBoolean()).isFalse();
        assertThat(get("/batches?limit=x").at("/error/code").asText()).isEqualTo("1214");
    }

    @Test
    void cancelsABatch() throws Exception {
        String file = upload(IntStream.range(0, 20_000)
                .mapToObj(number -> line("request-" + number, OfflineModelTest.request("Hello.")))
                .collect(Collectors.joining()));
        JsonNode created = create(file);

        post("/batches/" + created.path("id").asText() + "/cancel", "");

        JsonNode batch = ended(created);
        assertThat(batch.path("status").asText()).isEqualTo("cancelled");
        assertThat(batch.at("/request_counts/completed").asInt()).isLessThan(20_000);
        assertThat(post("/batches/" + created.path("id").asText() + "/cancel", "")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesWhatItCannotStoreOrFind() throws Exception {
        assertThat(post("/batches", request("file_none").toString()).body()).contains("file_none does not exist");
        assertThat(post("/batches", "").statusCode()).isEqualTo(400);
        assertThat(post("/batches", "[").statusCode()).isEqualTo(400);
        assertThat(post("/files", "{}").statusCode()).isEqualTo(400);
        assertThat(get("/batches/none").at("/error/message").asText()).contains("none");
        assertThat(post("/batches/none/cancel", "").statusCode()).isEqualTo(404);
        assertThat(send(HttpRequest.newBuilder(uri("/files")).header("Origin", "http://example.com"))
                        .statusCode())
                .isEqualTo(403);
    }

    // ---- Requests

    private static String line(String id, ObjectNode body) {
        ObjectNode line = Json.object().put("custom_id", id).put("method", "POST");
        line.put("url", "/v4/chat/completions").set("body", body);
        return Json.text(line) + "\n";
    }

    private String upload(String content) throws Exception {
        String form = "--form\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--form\r\n"
                + "Content-Disposition: form-data; name=\"file\"; filename=\"requests.jsonl\"\r\n"
                + "Content-Type: application/jsonl\r\n\r\n" + content + "\r\n--form--\r\n";
        JsonNode file = Json.parse(send(HttpRequest.newBuilder(uri("/files"))
                        .header("Content-Type", "multipart/form-data; boundary=form")
                        .POST(BodyPublishers.ofString(form)))
                .body());
        assertThat(file.path("bytes").asInt()).as(file.toString()).isEqualTo(content.length());
        assertThat(file.path("filename").asText()).isEqualTo("requests.jsonl");
        return file.path("id").asText();
    }

    private static ObjectNode request(String fileId) {
        ObjectNode request = Json.object().put("input_file_id", fileId).put("endpoint", "/v4/chat/completions");
        request.putObject("metadata").put("camelGlm4Job", "test");
        return request;
    }

    private JsonNode create(String fileId) throws Exception {
        ObjectNode request = request(fileId).put("auto_delete_input_file", false);
        return Json.parse(post("/batches", request.toString()).body());
    }

    private String created(String fileId) throws Exception {
        return create(fileId).path("id").asText();
    }

    /** Polls the batch until it has ended, as a client does. */
    private JsonNode ended(JsonNode batch) throws Exception {
        JsonNode now = batch;
        while (!List.of("completed", "failed", "cancelled")
                .contains(now.path("status").asText())) {
            now = get("/batches/" + batch.path("id").asText());
        }
        return now;
    }

    private List<String> files() throws Exception {
        return get("/files?purpose=batch").path("data").findValuesAsText("id");
    }

    private List<JsonNode> lines(String fileId) throws Exception {
        return send(HttpRequest.newBuilder(uri("/files/" + fileId + "/content")))
                .body()
                .lines()
                .map(OfflineBatchTest::parsed)
                .toList();
    }

    private static JsonNode parsed(String json) {
        try {
            return Json.parse(json);
        } catch (Exception e) {
            throw new AssertionError("Not JSON: " + json, e);
        }
    }

    private JsonNode get(String path) throws Exception {
        return Json.parse(send(HttpRequest.newBuilder(uri(path))).body());
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create(model.baseUrl() + path);
    }
}
