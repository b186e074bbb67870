package io.github.camelglm4.serving;

import static io.github.camelglm4.testing.Patience.LATER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.github.camelglm4.Glm4Component;
import io.github.camelglm4.error.Glm4OverloadedException;
import io.github.camelglm4.json.Fields;
import io.github.camelglm4.json.Json;
import io.github.camelglm4.testing.LogCapture;
import io.github.camelglm4.testing.RawClient;
import io.github.camelglm4.testing.RecordedRequest;
import io.github.camelglm4.testing.Reply;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.LoggingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Routes that are embedding models, on the server of those for chat. */
@Timeout(60)
class ServedEmbeddingsTest extends ServingTestSupport {

    private final AtomicReference<Boolean> readOnEventLoop = new AtomicReference<>();
    private final Queue<Message> received = new ConcurrentLinkedQueue<>();

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-embedding:lengths")
                        .routeId("lengths")
                        .process(exchange -> {
                            received.add(exchange.getMessage().copy());
                            exchange.getMessage().setBody(lengths(exchange.getMessage()));
                        })
                        .setHeader("CamelGlm4PromptTokens", constant(5));
                from("glm4-embedding:one").setBody(constant(new float[] {1, -0.5f}));
                from("glm4-embedding:whole")
                        .setBody(constant(Map.of(
                                "data",
                                List.of(Map.of("embedding", List.of(1))),
                                "usage",
                                Map.of("prompt_tokens", 7, "total_tokens", 8))));
                from("glm4-embedding:on-event-loop").process(new EndOnEventLoop());
                from("glm4-embedding:total")
                        .setHeader("CamelGlm4TotalTokens", constant(6))
                        .setBody(constant(List.of(1)));
                from("glm4-embedding:untouched").log("nothing");
                from("glm4-embedding:proxy").to("glm4-embedding:embedding-3?maxRetries=0");
                from("glm4-embedding:capped").to("glm4-embedding:embedding-3?dimensions=64");
                from("glm4-embedding:untyped").throwException(new IllegalStateException("jdbc:secret"));
                from("glm4-embedding:busy").throwException(Glm4OverloadedException.class, "Come back after lunch.");
                from("glm4-embedding:teapot")
                        .setHeader("CamelHttpResponseCode", constant(418))
                        .setBody(constant("Short and stout."));
                from("glm4-embedding:members?serverApiKeys=alice:sk-1").setBody(constant(List.of(1)));
                from("glm4-embedding:few?serverMaxInputs=1").setBody(constant(List.of(1)));
                from("glm4:both").setBody(constant("text of both"));
                from("glm4-embedding:both").setBody(constant(List.of(7)));
                from("glm4:chat-only").setBody(constant("text"));
            }
        };
    }

    /** The vector of a text is its length, and 0.5. */
    private static List<List<Number>> lengths(Message message) {
        List<?> texts = message.getBody(List.class);
        return texts.stream()
                .map(text -> List.<Number>of(((String) text).length(), 0.5))
                .toList();
    }

    private HttpResponse<String> embed(String model, String input) throws Exception {
        return send(embedding("{\"model\":\"" + model + "\",\"input\":" + input + "}"));
    }

    private HttpRequest.Builder embedding(String json) {
        return HttpRequest.newBuilder(URI.create(url("/embeddings")))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json));
    }

    @Test
    void severalTextsBecomeVectorsInTheirOrder() throws Exception {
        HttpResponse<String> response = embed("Lengths", "[\"Rain.\",\"雨。\"]");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json; charset=utf-8");
        assertThat(response.body())
                .isEqualTo("{'object':'list','data':[{'object':'embedding','index':0,'embedding':[5.0,0.5]},"
                                .replace('\'', '"')
                        + "{'object':'embedding','index':1,'embedding':[2.0,0.5]}],'model':'Lengths',"
                                .replace('\'', '"')
                        + "'usage':{'prompt_tokens':5,'total_tokens':5}}".replace('\'', '"'));
    }

    @Test
    void theRouteGetsTheTextsAndWhatTheCallerWants() throws Exception {
        send(embedding(
                        "{\"model\":\"LENGTHS\",\"input\":[\"a\",\"b\"],\"dimensions\":256,\"user\":\"u-1\",\"stream\":true}")
                .header("X-Request-Id", "request-1")
                .header("CamelGlm4Model", "other"));

        Message message = received.remove();
        assertThat(message.getBody()).isEqualTo(List.of("a", "b"));
        assertThat(message.getHeaders())
                .containsOnly(
                        entry("CamelGlm4ServedModel", "LENGTHS"),
                        entry("CamelGlm4EmbeddingDimensions", 256),
                        entry("CamelGlm4EmbeddingUser", "u-1"),
                        entry("X-Request-Id", "request-1"));
    }

    @Test
    void oneTextIsAListTooAndBecomesOneVector() throws Exception {
        assertThat(embed("lengths", "\"Rain.\"").body()).contains("\"embedding\":[5.0,0.5]");
        Message message = received.remove();
        assertThat(message.getBody()).isEqualTo(List.of("Rain."));
        assertThat(message.getHeaders()).containsOnlyKeys("CamelGlm4ServedModel");
        assertThat(embed("one", "\"Rain.\"").body())
                .contains("\"embedding\":[1.0,-0.5]", "\"usage\":{\"prompt_tokens\":0,\"total_tokens\":0}");
        assertThat(embed("one", "[\"Rain.\"]").body()).contains("\"embedding\":[1.0,-0.5]");
        assertThat(embed("one", "\"Rain.\",\"encoding_format\":\"base64\"").body())
                .contains("\"embedding\":\"AACAPwAAAL8=\"");
    }

    /** Ends its route on an event loop, with a vector that remembers the thread that reads it. */
    private final class EndOnEventLoop extends AsyncProcessorSupport {

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Vertx vertx =
                    context.getComponent("glm4", Glm4Component.class).shared().vertx();
            vertx.runOnContext(v -> {
                exchange.getMessage().setBody(new AbstractList<Number>() {
                    @Override
                    public Number get(int index) {
                        readOnEventLoop.set(Context.isOnEventLoopThread());
                        return 1;
                    }

                    @Override
                    public int size() {
                        return 1;
                    }
                });
                callback.done(false);
            });
            return false;
        }
    }

    @Test
    void vectorsAreNotReadOnAnEventLoop() throws Exception {
        assertThat(embed("on-event-loop", "\"Rain.\"").body()).contains("\"embedding\":[1.0]");
        assertThat(readOnEventLoop).hasValue(false);
    }

    @Test
    void anAnswerInTheFormatOfTheApiKeepsItsTokens() throws Exception {
        assertThat(embed("whole", "\"Rain.\"").body())
                .contains("\"embedding\":[1.0]", "\"usage\":{\"prompt_tokens\":7,\"total_tokens\":8}");
    }

    @Test
    void aTotalWithoutPromptTokensCountsAsBoth() throws Exception {
        assertThat(embed("total", "\"Rain.\"").body()).contains("\"usage\":{\"prompt_tokens\":6,\"total_tokens\":6}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    []                                | input
                    ""                                | input
                    [[1, 2]]                          | input
                    ["a", 1]                          | input
                    "a", "dimensions": 0              | dimensions
                    "a", "encoding_format": "int8"    | encoding_format
                    """)
    void aRequestThatIsNotValidIs400(String input, String param) throws Exception {
        HttpResponse<String> response = embed("lengths", input);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(error(response)).containsEntry("param", param).containsEntry("type", "invalid_request_error");
        assertThat(received).isEmpty();
    }

    @Test
    void moreTextsThanAllowedAre400() throws Exception {
        assertThat(embed("few", "[\"a\"]").statusCode()).isEqualTo(200);
        assertThat(error(embed("few", "[\"a\",\"b\"]")))
                .containsEntry("message", "input has 2 texts, but at most 1 are allowed.");
        String many =
                Json.writeText(IntStream.range(0, 2_049).mapToObj(i -> "t").toList());
        assertThat(embed("lengths", many).statusCode()).isEqualTo(400);
        assertThat(embed("lengths", many.replaceFirst("\"t\",", "")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void methodsPathsAndTypesAreCheckedAsForChat() throws Exception {
        URI uri = URI.create(url("/embeddings"));
        HttpResponse<String> get = send(HttpRequest.newBuilder(uri));
        HttpResponse<String> text = send(HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString("{}")));

        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).hasValue("POST");
        assertThat(text.statusCode()).isEqualTo(415);
        assertThat(send(embedding("[]")).statusCode()).isEqualTo(400);
        assertThat(error(send(embedding("{\"input\":\"a\"}")))).containsEntry("param", "model");
        assertThat(embed("nobody", "\"a\"").body()).contains("model_not_found", "The model nobody does not exist.");
    }

    @Test
    void theOtherPathIsNamedForAModelOfOneOperation() throws Exception {
        HttpResponse<String> embedded = embed("chat-only", "\"a\"");
        HttpResponse<String> asked = send(chat(asking("Lengths", "hi", "")));

        assertThat(embedded.statusCode()).isEqualTo(404);
        assertThat(error(embedded))
                .containsEntry("code", "model_not_found")
                .containsEntry("param", "model")
                .containsEntry(
                        "message", "The model chat-only is not served at /v1/embeddings, but at /v1/chat/completions.");
        assertThat(asked.statusCode()).isEqualTo(404);
        assertThat(error(asked))
                .containsEntry(
                        "message", "The model Lengths is not served at /v1/chat/completions, but at /v1/embeddings.");
        // a caller without its key does not learn that the model exists
        assertThat(error(send(chat(asking("members", "hi", "")))))
                .containsEntry("message", "The model members does not exist.");
    }

    @Test
    void oneNameMayHaveARouteForEachOperation() throws Exception {
        assertThat(embed("both", "\"a\"").body()).contains("\"embedding\":[7.0]");
        assertThat(send(chat(asking("both", "hi", ""))).body()).contains("text of both");
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("glm4-embedding:both?maxInputs=1").setBody(constant(List.of(1)));
                    }
                }))
                .hasMessageContaining("another route already serves the model both");

        List<Object> ids =
                Fields.objects(json(send(HttpRequest.newBuilder(URI.create(url("/models"))))), "data").stream()
                        .map(model -> model.get("id"))
                        .toList();
        assertThat(ids)
                .contains("both", "lengths", "chat-only")
                .doesNotContain("members")
                .doesNotHaveDuplicates();
    }

    @Test
    void keysAreThoseOfTheModel() throws Exception {
        String json = "{\"model\":\"members\",\"input\":\"a\"}";

        assertThat(send(embedding(json)).statusCode()).isEqualTo(401);
        assertThat(send(embedding(json).header("Authorization", "Bearer sk-1")).statusCode())
                .isEqualTo(200);
        HttpRequest.Builder model = HttpRequest.newBuilder(URI.create(url("/models/members")));
        assertThat(send(model).statusCode()).isEqualTo(401);
        assertThat(send(model.header("Authorization", "Bearer sk-1")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"untyped, 500", "busy, 503", "teapot, 418"})
    void aFailedRouteHasTheStatusThatItHasForChat(String model, int status) throws Exception {
        HttpResponse<String> response = embed(model, "\"a\"");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(error(response).get("message"))
                .isEqualTo(
                        switch (model) {
                            case "untyped" -> "The model failed to answer.";
                            case "busy" -> "Come back after lunch.";
                            default -> "Short and stout.";
                        });
    }

    @Test
    void aBodyThatIsNotVectorsIs500AndLogged() throws Exception {
        try (LogCapture log = new LogCapture("io.github.camelglm4.Glm4Consumer")) {
            HttpResponse<String> untouched = embed("untouched", "\"a\"");
            HttpResponse<String> tooFew = embed("one", "[\"a\",\"b\"]");

            assertThat(untouched.statusCode()).isEqualTo(500);
            assertThat(error(untouched)).containsEntry("message", "The model failed to answer.");
            assertThat(tooFew.statusCode()).isEqualTo(500);
            assertThat(log.text())
                    .contains("The result of the route cannot be sent as an answer")
                    .contains("the answer of the route has an element that is not a vector, but a java.lang.String")
                    .contains("the answer of the route has 1 vector for 2 texts")
                    .doesNotContain("\tat ");
        }
    }

    @Test
    void aBodyThatIsNotVectorsIsHandledAsItsRouteSays() throws Exception {
        Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
        context.getRegistry().bind("failures", new LoggingExceptionHandler(context, getClass()) {
            @Override
            public void handleException(String message, Exchange exchange, Throwable exception) {
                failures.add(exception);
            }
        });
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-embedding:handled?exceptionHandler=#failures").setBody(constant(List.of()));
            }
        });

        assertThat(embed("handled", "\"a\"").statusCode()).isEqualTo(500);
        assertThat(failures.stream().map(Throwable::toString))
                .containsExactly(
                        "java.lang.IllegalArgumentException: the answer of the route has 0 vectors for 1 text");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGatewayPassesOnTextsVectorsAndTokens(boolean single) throws Exception {
        server.otherwise(ServedEmbeddingsTest::vectors);

        HttpResponse<String> response = embed("proxy", single ? "\"Rain.\"" : "[\"Rain.\",\"雨。\"]");

        RecordedRequest request = server.takeRequest(LATER);
        assertThat(request.path()).endsWith("/embeddings");
        assertThat(request.json())
                .containsOnly(
                        entry("model", "embedding-3"),
                        entry("input", single ? List.of("Rain.") : List.of("Rain.", "雨。")));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body())
                .contains("\"index\":0,\"embedding\":[5.0,0.25]", "\"model\":\"proxy\"")
                .contains("\"usage\":{\"prompt_tokens\":11,\"total_tokens\":12}");
        assertThat(response.body().contains("\"index\":1,\"embedding\":[2.0,0.25]"))
                .isNotEqualTo(single);
    }

    /** The length of each text, in any order. */
    private static Reply vectors(RecordedRequest request) {
        List<?> texts = (List<?>) request.json().get("input");
        List<Map<String, Object>> data = IntStream.iterate(texts.size() - 1, i -> i >= 0, i -> i - 1)
                .mapToObj(index ->
                        Map.of("index", index, "embedding", List.of(((String) texts.get(index)).length(), 0.25)))
                .toList();
        return Reply.json(
                Json.writeText(Map.of("data", data, "usage", Map.of("prompt_tokens", 11, "total_tokens", 12))));
    }

    @Test
    void theCallersDimensionsReachTheServiceWhereTheRouteSetsNone() throws Exception {
        server.otherwise(ServedEmbeddingsTest::vectors);

        embed("proxy", "\"a\",\"dimensions\":256");
        embed("capped", "\"a\",\"dimensions\":256");

        assertThat(server.takeRequest(LATER).json()).containsEntry("dimensions", 256);
        assertThat(server.takeRequest(LATER).json()).containsEntry("dimensions", 64);
    }

    @Test
    void anErrorOfTheServiceKeepsItsMeaning() throws Exception {
        server.otherwise(Reply.error(429, "1302", "too many"));

        assertThat(embed("proxy", "\"a\"").statusCode()).isEqualTo(429);
    }

    @Test
    void aCallerThatIsGoneCancelsTheCallBehind() throws Exception {
        server.otherwise(Reply.raw().never());
        String json = "{\"model\":\"proxy\",\"input\":\"a\"}";
        try (RawClient client = new RawClient(new Socket("localhost", port))) {
            client.send("POST /v1/embeddings HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Content-Length: " + json.length() + "\r\n\r\n" + json);
            RecordedRequest request = server.takeRequest(LATER);

            client.abort();

            request.connectionClosed().get(LATER.toSeconds(), TimeUnit.SECONDS);
        }
        await().atMost(LATER).until(() -> context.getInflightRepository().size() == 0);
    }

    @Test
    void aSuspendedRouteIsNotAvailable() throws Exception {
        context.getRouteController().suspendRoute("lengths");
        assertThat(embed("lengths", "\"a\"").statusCode()).isEqualTo(503);

        context.getRouteController().resumeRoute("lengths");
        assertThat(embed("lengths", "\"a\"").statusCode()).isEqualTo(200);

        context.getRouteController().stopRoute("lengths");
        assertThat(embed("lengths", "\"a\"").statusCode()).isEqualTo(404);
    }

    @Test
    void aContextThatStopsLetsRunningCallsFinish() throws Exception {
        CompletableFuture<Void> rest = new CompletableFuture<>();
        server.otherwise(request -> vectors(request).after(rest));
        CompletableFuture<HttpResponse<String>> response = CLIENT.sendAsync(
                embedding("{\"model\":\"proxy\",\"input\":\"Rain.\"}").build(), BodyHandlers.ofString());
        server.takeRequest(LATER);

        CompletableFuture<Void> stopped = CompletableFuture.runAsync(context::stop);
        await().atMost(LATER).until(() -> embed("one", "\"a\"").statusCode() == 503);
        rest.complete(null);

        assertThat(response.get(LATER.toSeconds(), TimeUnit.SECONDS).body()).contains("\"embedding\":[5.0,0.25]");
        stopped.get(LATER.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void vectorsLargerThanTheBuffersOfAConnectionAreWhole() throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("glm4-embedding:large")
                        .process(exchange -> exchange.getMessage()
                                .setBody(
                                        new float
                                                [exchange.getMessage()
                                                        .getBody(List.class)
                                                        .size()][2_048]));
            }
        });
        String texts = Json.writeText(IntStream.range(0, 512).mapToObj(i -> "t").toList());

        HttpResponse<String> response = embed("large", texts + ",\"encoding_format\":\"base64\"");

        assertThat(Fields.objects(json(response), "data"))
                .hasSize(512)
                .allSatisfy(
                        element -> assertThat(((String) element.get("embedding")).getBytes(StandardCharsets.US_ASCII))
                                .hasSize((2_048 * 4 + 2) / 3 * 4));
    }

    private static Map<String, Object> error(HttpResponse<String> response) throws Exception {
        return Fields.object(json(response), "error");
    }
}
