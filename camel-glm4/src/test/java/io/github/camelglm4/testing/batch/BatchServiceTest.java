package io.github.camelglm4.testing.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchServiceTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @RegisterExtension
    final BatchService service = BatchService.start();

    @Test
    void answersEachLineInAnotherOrder() throws Exception {
        String id = create(upload(lines(100)));
        service.awaitStatus(id, "completed");

        JsonNode batch = get("/batches/" + id);
        assertThat(batch.at("/request_counts/total").asInt()).isEqualTo(100);
        assertThat(batch.at("/request_counts/completed").asInt()).isEqualTo(100);
        assertThat(batch.path("error_file_id").isNull()).isTrue();
        assertThat(batch.at("/metadata/job").asText()).isEqualTo("test");
        List<JsonNode> results = results(batch.path("output_file_id").asText());
        assertThat(results.get(0).at("/response/body/choices/0/message/content").asText())
                .startsWith("answer to text ");
        List<String> ids =
                results.stream().map(line -> line.path("custom_id").asText()).toList();
        List<String> expected =
                IntStream.range(0, 100).mapToObj(BatchServiceTest::id).toList();
        assertThat(ids).containsExactlyInAnyOrderElementsOf(expected).isNotEqualTo(expected);
    }

    @Test
    void writesFailuresToTheErrorFile() throws Exception {
        service.answers(line -> line.get("custom_id").equals(id(3))
                ? LineAnswer.error(400, "1301", "sensitive")
                : line.get("custom_id").equals(id(4)) ? LineAnswer.none() : LineAnswer.text("m", "fine"));
        String id = create(upload(lines(5)));
        service.awaitStatus(id, "completed");

        JsonNode batch = get("/batches/" + id);
        assertThat(batch.path("request_counts").toString()).isEqualTo("{\"total\":5,\"completed\":3,\"failed\":1}");
        assertThat(results(batch.path("output_file_id").asText())).hasSize(3);
        List<JsonNode> errors = results(batch.path("error_file_id").asText());
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).at("/response/body/error/code").asText()).isEqualTo("1301");
    }

    @Test
    void findsInvalidLines() throws Exception {
        String bad = line("short", "m") + line("request-1", "m") + line("request-1", "m") + line("request-2", "other")
                + "[]\n" + line("request-3", "m").replace("/v4/", "/v1/");
        String id = create(upload(bad));
        service.awaitStatus(id, "failed");

        JsonNode findings = get("/batches/" + id).at("/errors/data");
        assertThat(findings.findValuesAsText("line")).containsExactly("1", "3", "4", "5", "6");
        assertThat(findings.findValuesAsText("param").get(0)).isEqualTo("custom_id");
        assertThat(findings.get(1).path("message").asText()).contains("request-1");
    }

    @Test
    void hasTheQuirksOfTheService() throws Exception {
        service.with(Quirk.COUNTS_AS_NUMBERS, Quirk.MILLISECONDS, Quirk.EMPTY_IDS, Quirk.FILE_NAME, Quirk.BARE_PAGES);
        JsonNode file = JSON.readTree(
                post("/files", form("x.jsonl", lines(2).getBytes())).body());
        assertThat(file.path("filename").asText()).isEmpty();
        assertThat(file.path("fileName").asText()).isEqualTo("x.jsonl");
        String id = create(file.path("id").asText());
        service.awaitStatus(id, "completed");

        JsonNode batch = get("/batches").at("/data/0");
        assertThat(batch.path("request_counts").asInt()).isEqualTo(2);
        assertThat(batch.path("completed").asInt()).isEqualTo(2);
        assertThat(batch.path("error_file_id").asText("none")).isEmpty();
        assertThat(batch.path("created_at").asLong()).isGreaterThan(1_000_000_000_000L);
        assertThat(get("/batches").has("has_more")).isFalse();
    }

    @Test
    void listsBatchesInPages() throws Exception {
        service.pageSize(2);
        String file = service.addFile(lines(1));
        String mine = service.addBatch(file, Map.of("job", "mine"));
        service.addOtherBatches(4);

        List<String> seen = new ArrayList<>();
        JsonNode page = get("/batches?limit=100");
        while (page.path("has_more").asBoolean()) {
            seen.addAll(page.path("data").findValuesAsText("id"));
            page = get("/batches?limit=100&after=" + page.path("last_id").asText());
        }
        seen.addAll(page.path("data").findValuesAsText("id"));
        assertThat(seen).isEqualTo(service.batches()).hasSize(5).last().isEqualTo(mine);
    }

    @Test
    void cancelsAndDeletes() throws Exception {
        service.hold();
        String file = upload(lines(10));
        String id = create(file);

        post("/batches/" + id + "/cancel", "");
        assertThat(service.status(id)).isEqualTo("cancelling");
        service.end(id, "cancelled", 4);
        assertThat(results(get("/batches/" + id).path("output_file_id").asText()))
                .hasSize(4);
        assertThat(delete("/files/" + file)).isEqualTo(200);
        assertThat(delete("/files/" + file)).isEqualTo(404);
        assertThat(service.files()).hasSize(1);
        assertThat(post("/batches/" + id + "/cancel", "").statusCode()).isEqualTo(400);
    }

    @Test
    void failsAndLosesWhatATestChooses() throws Exception {
        service.hold().fail(Operation.UPLOAD, Fault.rateLimit(7), Fault.lostRequest());
        service.fail(Operation.CREATE, Fault.lostResponse(), Fault.lostResponse());
        HttpResponse<String> limited = post("/files", form("x.jsonl", lines(1).getBytes()));
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).contains("7");
        assertThatThrownBy(() -> upload(lines(1))).isInstanceOf(IOException.class);
        String file = upload(lines(1));

        assertThatThrownBy(() -> create(file)).isInstanceOf(IOException.class);
        assertThat(service.batches()).isNotEmpty();
        service.completeAll();
        service.fail(Operation.DOWNLOAD, Fault.cut(10));
        String output = (String) service.batch(service.batches().get(0)).get("output_file_id");
        assertThatThrownBy(() -> results(output)).isInstanceOf(IOException.class);
        assertThat(results(output)).hasSize(1);
        assertThat(service.requests(Operation.UPLOAD)).hasSize(3);
    }

    @Test
    void takesLargeFilesPieceByPiece() throws Exception {
        byte[] content = new byte[20_000_000];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (i % 7 == 0 ? '\r' : i % 11 == 0 ? '\n' : i % 251);
        }
        String id = JSON.readTree(post("/files", form("x.jsonl", content)).body())
                .path("id")
                .asText();
        HttpResponse<byte[]> back = CLIENT.send(
                HttpRequest.newBuilder(uri("/files/" + id + "/content")).build(), BodyHandlers.ofByteArray());
        assertThat(back.body()).isEqualTo(content);
        assertThat(service.requests(Operation.UPLOAD).get(0).json()).containsEntry("bytes", content.length);
    }

    // ---- Requests

    private static String id(int number) {
        return "request-" + number;
    }

    private static String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> line(id(number), "GLM-4-Air"))
                .collect(Collectors.joining());
    }

    private static String line(String id, String model) {
        return """
                {"custom_id":"%s","method":"POST","url":"/v4/chat/completions",\
                "body":{"model":"%s","messages":[{"role":"user","content":"text %1$s"}]}}
                """.formatted(id, model);
    }

    private String upload(String content) throws Exception {
        HttpResponse<String> response = post("/files", form("x.jsonl", content.getBytes(StandardCharsets.UTF_8)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JSON.readTree(response.body()).path("id").asText();
    }

    private String create(String fileId) throws Exception {
        String request = """
                {"input_file_id":"%s","endpoint":"/v4/chat/completions","auto_delete_input_file":false,
                 "metadata":{"job":"test"}}
                """.formatted(fileId);
        return JSON.readTree(post("/batches", request).body()).path("id").asText();
    }

    private static byte[] form(String filename, byte[] content) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.writeBytes(("--b-1\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n--b-1\r\n"
                        + "Content-Disposition: form-data; name=\"file\"; filename=\"" + filename + "\"\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.writeBytes(content);
        form.writeBytes("\r\n--b-1--".getBytes(StandardCharsets.UTF_8));
        form.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private HttpResponse<String> post(String path, byte[] form) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "multipart/form-data; boundary=b-1")
                        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form)))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String json) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(uri(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json))
                        .build(),
                BodyHandlers.ofString());
    }

    private JsonNode get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path)).build();
        return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    private int delete(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path)).DELETE().build();
        return CLIENT.send(request, BodyHandlers.ofString()).statusCode();
    }

    private List<JsonNode> results(String fileId) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri("/files/" + fileId + "/content")).build();
        List<JsonNode> results = new ArrayList<>();
        for (String line :
                CLIENT.send(request, BodyHandlers.ofString()).body().lines().toList()) {
            results.add(JSON.readTree(line));
        }
        return results;
    }

    private URI uri(String path) {
        return URI.create(service.baseUrl() + path);
    }
}
