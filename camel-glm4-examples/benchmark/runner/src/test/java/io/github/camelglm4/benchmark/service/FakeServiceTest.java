package io.github.camelglm4.benchmark.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The service sends the answer of the path, with bytes that any client can read. */
class FakeServiceTest {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern STAMP = Pattern.compile("\"content\":\"(\\d+)\"");

    private static FakeService service;

    @BeforeAll
    static void start() throws InterruptedException {
        service = new FakeService();
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    @Test
    void answersWhole() throws Exception {
        HttpResponse<String> response = ask(Script.answer(0));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .startsWith("{\"id\":")
                .contains("\"content\":\"A message router")
                .endsWith("}");
    }

    @Test
    void waitsAsLongAsAsked() throws Exception {
        long started = System.nanoTime();

        ask(Script.answer(50));

        assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(50_000_000);
    }

    @Test
    void streamsAsManyChunksAsAsked() throws Exception {
        List<String> events = events(ask(Script.stream(123, 0)));

        assertThat(events).hasSize(125);
        assertThat(events.get(122)).contains("\"content\":\"router \"");
        assertThat(events.get(123)).contains("\"finish_reason\":\"stop\"").contains("\"usage\"");
        assertThat(events.get(124)).isEqualTo("[DONE]");
    }

    @Test
    void streamsAtItsPace() throws Exception {
        long started = System.nanoTime();

        List<String> events = events(ask(Script.stream(5, 20)));

        assertThat(events).hasSize(7);
        // the first at once
        assertThat(System.nanoTime() - started).isGreaterThanOrEqualTo(4 * 20_000_000);
    }

    @Test
    void stampsChunksWithTheTimeOfTheirWriting() throws Exception {
        long before = System.nanoTime();
        List<Long> stamps = events(ask(Script.stamps(3, 5))).stream()
                .flatMap(event -> STAMP.matcher(event).results())
                .map(match -> Long.valueOf(match.group(1)))
                .toList();

        assertThat(stamps).hasSize(3).isSorted();
        assertThat(stamps).allMatch(stamp -> stamp >= before && stamp <= System.nanoTime());
    }

    @Test
    void answersAsTheRequestAsks() throws Exception {
        String chat = Script.chat(3, 5).path();

        assertThat(ask(chat, "{\"stream\":false}").body()).contains("\"content\":\"A message router");
        assertThat(events(ask(chat, "{\"stream\":true}"))).hasSize(5);
        assertThat(ask(chat, "{}").body()).endsWith("}");
    }

    @Test
    void returnsAVectorForEachText() throws Exception {
        String body = ask(Script.vectors(0, 3).path(), "{\"input\":[\"# one\",\"# two\"]}")
                .body();

        assertThat(body).contains("\"index\":0").contains("\"index\":1").doesNotContain("\"index\":2");
        assertThat(body).containsPattern("\"embedding\":\\[[^,]+,[^,]+,[^,]+\\]\\}");
    }

    @Test
    void knowsNoOtherPath() throws Exception {
        assertThat(ask("/models").statusCode()).isEqualTo(404);
        assertThat(ask("/stream/0/many/0").statusCode()).isEqualTo(404);
    }

    private static List<String> events(HttpResponse<String> response) {
        return response.body()
                .lines()
                .filter(line -> !line.isEmpty())
                .map(line -> line.substring("data: ".length()))
                .toList();
    }

    private static HttpResponse<String> ask(Script script) throws IOException, InterruptedException {
        return ask(script.path());
    }

    private static HttpResponse<String> ask(String path) throws IOException, InterruptedException {
        return ask(path, "{}");
    }

    private static HttpResponse<String> ask(String path, String body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + service.port() + path + "/chat/completions");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
