package io.github.camelglm4.testing;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Recorded requests, and the choice of replies. */
@Timeout(60)
class ScriptedServerRequestsTest {

    @RegisterExtension
    static final ScriptedServer server = ScriptedServer.start();

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void recordsRequestsAsSent() throws IOException {
        server.enqueue(Reply.json("{}").close());
        Instant before = Instant.now();
        try (RawClient client = new RawClient(server)) {
            client.send("POST /v1/chat?q=%20a HTTP/1.1\r\nhOst: x\r\nX-One: 1\r\nx-one: 2\r\n"
                            + "Content-Length: 18\r\n\r\n{\"a\":\"grün \uD83D\uDE00\"}")
                    .readToEnd();
        }
        RecordedRequest request = server.takeRequest(LATER);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.path()).isEqualTo("/v1/chat?q=%20a");
        assertThat(request.headers())
                .containsExactly(
                        Map.entry("hOst", "x"),
                        Map.entry("X-One", "1"),
                        Map.entry("x-one", "2"),
                        Map.entry("Content-Length", "18"));
        assertThat(request.header("HOST")).isEqualTo("x");
        assertThat(request.headers("x-ONE")).containsExactly("1", "2");
        assertThat(request.header("absent")).isNull();
        assertThat(request.text()).isEqualTo("{\"a\":\"grün \uD83D\uDE00\"}");
        assertThat(request.body()).hasSize(18);
        assertThat(request.json()).containsExactly(Map.entry("a", "grün \uD83D\uDE00"));
        assertThat(request.connection()).isEqualTo(1);
        assertThat(request.arrivedAt()).isBetween(before, Instant.now());
    }

    @Test
    void recordsChunkedRequestsAndKeepsTheirHeaders() throws IOException {
        server.enqueue(Reply.empty(200).close());
        try (RawClient client = new RawClient(server)) {
            client.send("POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n")
                    .readToEnd();
        }
        RecordedRequest request = server.takeRequest(LATER);
        assertThat(request.text()).isEqualTo("abcde");
        assertThat(request.headers()).containsExactly(Map.entry("Transfer-Encoding", "chunked"));
        assertThatThrownBy(request::json).isInstanceOf(AssertionError.class).hasMessageContaining("abcde");
    }

    @Test
    void keepAliveUsesOneConnection() throws Exception {
        server.enqueue(Reply.completion("one"), Reply.sse("two", "[DONE]"), Reply.empty(204), Reply.json("{}"));
        assertThat(post("1").body()).contains("one");
        assertThat(post("2").body()).isEqualTo("data: two\n\ndata: [DONE]\n\n");
        assertThat(post("3").statusCode()).isEqualTo(204);
        assertThat(post("4").body()).isEqualTo("{}");
        assertThat(server.connections()).isEqualTo(1);
        assertThat(server.openConnections()).isEqualTo(1);
        assertThat(server.requests()).extracting(RecordedRequest::connection).containsExactly(1, 1, 1, 1);
        assertThat(server.requests()).extracting(RecordedRequest::text).containsExactly("1", "2", "3", "4");
    }

    @Test
    void countsTheBytesOfEachReply() throws Exception {
        server.enqueue(Reply.raw().bytes("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), Reply.json("{}"));
        post("1");
        post("2");
        assertThat(server.requests().get(0).bytesWritten()).isEqualTo(40);
    }

    @Test
    void requestsOfAConnectionWaitForTheReplyBefore() throws IOException {
        server.enqueue(
                Reply.raw().bytes("first").delay(Duration.ofMillis(50)).bytes(" end,"),
                Reply.raw().bytes("second").close());
        try (RawClient client = new RawClient(server)) {
            assertThat(client.get("/1").get("/2").readToEnd()).asString().isEqualTo("first end,second");
        }
    }

    @Test
    void unscriptedRequestsGetAnError() throws Exception {
        HttpResponse<String> response = post("x");
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("nothing scripted for POST /v1/chat/completions");
    }

    @Test
    void otherwiseAnswersWhenTheQueueIsEmpty() throws Exception {
        server.enqueue(Reply.json("{\"queued\":1}")).otherwise(request -> Reply.of(200, "text/plain", request.text()));
        assertThat(post("x").body()).contains("queued");
        assertThat(post("echo").body()).isEqualTo("echo");
    }

    @Test
    void failingAnswersAreTold() throws Exception {
        server.otherwise(request -> {
            throw new IllegalStateException("on purpose");
        });
        assertThat(post("x").body()).contains("the scripted answer failed").contains("on purpose");
        server.otherwise(request -> null);
        assertThat(post("x").body()).contains("it gave no reply");
    }

    @Test
    void takesRequestsOneByOne() throws Exception {
        server.otherwise(Reply.empty(200));
        post("1");
        post("2");
        assertThat(server.takeRequest(LATER).text()).isEqualTo("1");
        assertThat(server.takeRequest(LATER).text()).isEqualTo("2");
        assertThatThrownBy(() -> server.takeRequest(Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("one more request")
                .hasMessageContaining("2 requests (2 taken)");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void waitsForRequestsToCome() throws IOException {
        server.otherwise(Reply.raw().never());
        try (RawClient client = new RawClient(server)) {
            Thread sender = new Thread(() -> {
                try {
                    client.get("/late");
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            });
            sender.start();
            assertThat(server.takeRequest(LATER).path()).isEqualTo("/late");
        }
        assertThatThrownBy(() -> server.awaitRequests(2, Duration.ofMillis(20)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 requests");
    }

    @Test
    void refusesWhatIsNoRequest() throws IOException {
        try (RawClient client = new RawClient(server)) {
            assertThat(client.send("nonsense\r\n\r\n").readToEnd())
                    .asString()
                    .startsWith("HTTP/1.1 400 Bad Request\r\n")
                    .contains("cannot read this request");
        }
        assertThat(server.requests()).isEmpty();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.baseUrl() + "/chat/completions"))
                .POST(BodyPublishers.ofString(body))
                .timeout(LATER)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
